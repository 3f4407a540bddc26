package dev.sluice.aggregator;

import dev.sluice.schemas.Stage;
import dev.sluice.schemas.StreamsSettings;
import dev.sluice.schemas.Topics;
import dev.sluice.schemas.quarantine.GroupNotes;
import dev.sluice.schemas.quarantine.MetAgain;
import dev.sluice.schemas.quarantine.Quarantine;
import dev.sluice.schemas.quarantine.Standstill;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/** Whether the combiners of this instance get on with their records. */
final class CombineWatch implements AutoCloseable {
    private final Quarantine quarantine;
    private final List<CombineProgress> progress;

    /**
     * @param quarantine of the stage
     * @param progress of the stage's threads
     */
    CombineWatch(Quarantine quarantine, List<CombineProgress> progress) {
        this.quarantine = quarantine;
        this.progress = List.copyOf(progress);
    }

    /** One whose notes are with the brokers. */
    static CombineWatch of(Admin admin, Topics topics, int threads) {
        return new CombineWatch(
                new Quarantine(
                        "combining",
                        new GroupNotes(admin, Stage.COMBINE.attemptsGroup(topics)),
                        StreamsSettings.TRANSACTION_TIMEOUT),
                IntStream.range(0, threads)
                        .mapToObj(thread -> new CombineProgress(System::nanoTime))
                        .toList());
    }

    Quarantine quarantine() {
        return quarantine;
    }

    /** Of one of the threads, by its number. */
    CombineProgress progress(int thread) {
        return progress.get(thread);
    }

    /** Where the stage doesn't get on; empty if it does. */
    List<Standstill> standstills(Duration longest) {
        List<Standstill> found = new ArrayList<>();
        for (CombineProgress of : progress) {
            of.stalledFor(longest)
                    .ifPresent(stalled -> found.add(new Standstill(
                            stalled.partition(),
                            stalled.offset(),
                            "nothing was committed for " + stalled.since().toSeconds() + " s")));
        }
        for (MetAgain met : quarantine.metAgain()) {
            if (progress.stream().anyMatch(of -> of.isFresh(met.partition(), longest))) {
                found.add(new Standstill(
                        met.partition(), met.offset(), "the record was begun " + met.times() + " times"));
            }
        }
        return found;
    }

    @Override
    public void close() {
        quarantine.close();
    }
}
