package dev.sluice.aggregator.settings;

import dev.sluice.runtime.settings.DatasetSettings;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The aggregator's settings, {@code sluice.aggregator.*}.
 *
 * @param topics {@code sluice.topics.*}
 * @param datasets {@code sluice.datasets.*}
 * @param combineThreads the number of combining threads of this instance
 * @param threads the number of stream threads for merging
 * @param standbys the number of standby replicas of each partition's store
 * @param advertisedUrl the URL at which results-api and other instances reach this one; empty for this host's name
 * @param stateDir the directory of its stores; kept over restarts to avoid restoring them
 * @param storeMemory the memory outside the heap for all stores together, in bytes
 * @param flushInterval the maximum time before a delta is sent
 * @param pendingSeries the maximum number of pending deltas per thread
 * @param rejectsPerFile the maximum number of invalid rows kept per file, the first ones
 * @param seriesPerFile the maximum number of series per file with their own statistics; rows of further series count as
 *     overflow
 * @param detailedSeriesPerFile the maximum number of series per file with percentiles and a time profile, the first ones;
 *     0 for none
 * @param windowsPerFile the maximum number of windows per file, of all series together; rows of further windows count
 *     as overflow
 * @param resultsRetention how long a file is kept after its last activity; at least the topics' retention
 * @param answerTimeout how long a query waits for a pending commit or for lagging events
 * @param stallAfter how long a stage may process records without a commit before this instance isn't ready any more
 * @param overdueInterval how often to check for abandoned uploads and expired files
 */
public record AggregatorProperties(
        Topics topics,
        Datasets datasets,
        int combineThreads,
        int threads,
        int standbys,
        String advertisedUrl,
        Path stateDir,
        long storeMemory,
        Duration flushInterval,
        int pendingSeries,
        int rejectsPerFile,
        int seriesPerFile,
        int detailedSeriesPerFile,
        int windowsPerFile,
        Duration resultsRetention,
        Duration answerTimeout,
        Duration stallAfter,
        Duration overdueInterval) {
    private static final long MIB = 1024 * 1024;
    private static final String HOST = "([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])";

    /** Reads the settings; the caller reports invalid ones. */
    public static AggregatorProperties read(Settings settings) {
        Topics topics = TopicSettings.read(settings);
        return new AggregatorProperties(
                topics,
                DatasetSettings.read(settings),
                settings.threads("aggregator.combine-threads", 1, topics.rowPartitions()),
                settings.threads("aggregator.threads", 2, topics.partitions()),
                settings.integer("aggregator.standbys", 1, 0, 9),
                settings.text(
                        "aggregator.advertised-url",
                        "",
                        "(https?://" + HOST + "(:\\d{1,5})?)?",
                        "an http or https URL without a path"),
                Path.of(settings.text("aggregator.state-dir", "data/aggregator", ".+", "a path")),
                settings.bytes("aggregator.store-memory", 128 * MIB, 16 * MIB, 64 * 1024 * MIB),
                settings.duration(
                        "aggregator.flush-interval",
                        Duration.ofMillis(50),
                        Duration.ofMillis(1),
                        Duration.ofSeconds(10)),
                settings.integer("aggregator.pending-series", 20_000, 1, 1_000_000),
                settings.integer("aggregator.rejects-per-file", 1_000, 0, 100_000),
                settings.integer("aggregator.series-per-file", 1_000_000, 1, 100_000_000),
                settings.integer("aggregator.detailed-series-per-file", 1_000, 0, 1_000_000),
                settings.integer("aggregator.windows-per-file", 1_000_000, 1, 100_000_000),
                settings.duration(
                        "aggregator.results-retention",
                        longer(Duration.ofDays(30), topics.retention()),
                        topics.retention(),
                        Duration.ofDays(3650),
                        "topics.retention to 3650d"),
                settings.duration(
                        "aggregator.answer-timeout", Duration.ofSeconds(5), Duration.ZERO, Duration.ofMinutes(1)),
                settings.duration(
                        "aggregator.stall-after", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofHours(1)),
                settings.duration(
                        "aggregator.overdue-interval",
                        Duration.ofSeconds(10),
                        Duration.ofMillis(100),
                        Duration.ofHours(1)));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
