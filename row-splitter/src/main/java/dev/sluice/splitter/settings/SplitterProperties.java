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
 * @param topics the topics of all services
 * @param datasets the known datasets
 * @param threads the number of stream threads
 * @param stateDir the directory of the store of seen chunks; kept over restarts to avoid restoring it
 * @param storeMemory the memory outside the heap for that store, over all threads, in bytes
 * @param stallAfter how long the splitter may process records without a commit before it isn't ready any more
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
