package dev.sluice.aggregator.progress;

import dev.sluice.runtime.quarantine.GroupNotes;
import dev.sluice.runtime.quarantine.MetAgain;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.quarantine.Standstill;
import dev.sluice.runtime.streams.StreamsSettings;
import dev.sluice.schemas.topic.Stage;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/** Detects stalls of this instance's combiners. */
public final class CombineWatch implements AutoCloseable {
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

    /** A watch whose notes are stored with the consumer group's offsets on the brokers. */
    public static CombineWatch of(Admin admin, Topics topics, int threads) {
        return new CombineWatch(
                new Quarantine(
                        "combining",
                        new GroupNotes(admin, Stage.COMBINE.attemptsGroup(topics)),
                        StreamsSettings.TRANSACTION_TIMEOUT),
                IntStream.range(0, threads)
                        .mapToObj(thread -> new CombineProgress(System::nanoTime))
                        .toList());
    }

    public Quarantine quarantine() {
        return quarantine;
    }

    /** The progress of a thread, by its number. */
    public CombineProgress progress(int thread) {
        return progress.get(thread);
    }

    /** The stalled partitions; empty if there are none. */
    public List<Standstill> standstills(Duration longest) {
        List<Standstill> found = new ArrayList<>();
        for (CombineProgress of : progress) {
            of.stalledFor(longest)
                    .ifPresent(stalled ->
                            found.add(Standstill.uncommitted(stalled.partition(), stalled.offset(), stalled.since())));
        }
        for (MetAgain met : quarantine.metAgain()) {
            if (progress.stream().anyMatch(of -> of.isFresh(met.partition(), longest))) {
                found.add(Standstill.metAgain(met.partition(), met.offset(), met.times()));
            }
        }
        return found;
    }

    @Override
    public void close() {
        quarantine.close();
    }
}
