package dev.sluice.splitter.settings;

import dev.sluice.runtime.settings.DatasetSettings;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The splitter's settings, {@code sluice.splitter.*}.
 *
 * @param topics what all services share
 * @param datasets what files can mean
 * @param threads how many stream threads split at the same time
 * @param stateDir where the store of seen chunks lies; kept over restarts, it makes them faster
 * @param storeMemory how many bytes outside the heap that store takes, in all threads together
 * @param stallAfter how long it may have work and commit nothing before it isn't ready any more
 */
public record SplitterProperties(
        Topics topics, Datasets datasets, int threads, Path stateDir, long storeMemory, Duration stallAfter) {
    private static final long MIB = 1024 * 1024;

    /** Reads {@code sluice.splitter.*, sluice.topics.*} and {@code sluice.datasets.*}. */
    public static SplitterProperties read(Settings settings) {
        Topics topics = TopicSettings.read(settings);
        return new SplitterProperties(
                topics,
                DatasetSettings.read(settings),
                settings.threads("splitter.threads", 1, topics.rawPartitions()),
                Path.of(settings.text("splitter.state-dir", "data/row-splitter", ".+", "a path")),
                settings.bytes("splitter.store-memory", 32 * MIB, 8 * MIB, 64 * 1024 * MIB),
                settings.duration(
                        "splitter.stall-after", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofDays(1)));
    }
}
