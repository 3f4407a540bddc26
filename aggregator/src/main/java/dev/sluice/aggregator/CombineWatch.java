package dev.sluice.aggregator;

import dev.sluice.schemas.Stage;
import dev.sluice.schemas.StreamsSettings;
import dev.sluice.schemas.Topics;
import dev.sluice.schemas.quarantine.GroupNotes;
import dev.sluice.schemas.quarantine.MetAgain;
import dev.sluice.schemas.quarantine.Quarantine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** Whether a stage of this instance gets on with its records. */
final class StageWatch implements AutoCloseable {
    private final Stage stage;
    private final Quarantine quarantine;
    private final List<StageProgress> progress;

    /**
     * @param quarantine of the stage
     * @param progress of the stage's threads
     */
    StageWatch(Stage stage, Quarantine quarantine, List<StageProgress> progress) {
        this.stage = stage;
        this.quarantine = quarantine;
        this.progress = List.copyOf(progress);
    }

    /** Of a stage whose notes are with the brokers. */
    static StageWatch of(Stage stage, Admin admin, Topics topics, int threads) {
        Quarantine quarantine = new Quarantine(
                stage == Stage.COMBINE ? "combining" : "merging",
                new GroupNotes(admin, stage.attemptsGroup(topics)),
                StreamsSettings.TRANSACTION_TIMEOUT);
        return new StageWatch(
                stage,
                quarantine,
                IntStream.range(0, threads)
                        .mapToObj(thread -> new StageProgress(System::nanoTime))
                        .toList());
    }

    Quarantine quarantine() {
        return quarantine;
    }

    /** Of one of the threads, by its number. */
    StageProgress progress(int thread) {
        return progress.get(thread);
    }

    /** For a processor of merge, whose threads have one progress. */
    MergeWatch ofProcessor() {
        return new MergeWatch(quarantine, progress(0));
    }

    /** Where the stage doesn't get on, in words; empty if it does. */
    List<String> stands(Duration longest) {
        List<String> stands = new ArrayList<>();
        for (StageProgress of : progress) {
            of.stalledFor(longest)
                    .ifPresent(stalled -> stands.add(at(stalled.partition(), stalled.offset())
                            + ": nothing committed for " + stalled.since().toSeconds() + " s"));
        }
        for (MetAgain met : quarantine.metAgain()) {
            if (progress.stream().anyMatch(of -> of.isFresh(met.partition(), longest))) {
                stands.add(at(met.partition(), met.offset()) + ": begun " + met.times() + " times");
            }
        }
        return stands;
    }

    private String at(TopicPartition partition, long offset) {
        return stage.name().toLowerCase(Locale.ROOT) + " at offset " + offset + " of " + partition;
    }

    @Override
    public void close() {
        quarantine.close();
    }
}
