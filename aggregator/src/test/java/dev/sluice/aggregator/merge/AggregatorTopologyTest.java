package dev.sluice.aggregator.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.aggregator.AggregatorStreamsConfig;
import dev.sluice.aggregator.delta.PendingDeltas;
import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.ownership.AdvertisedUrl;
import dev.sluice.aggregator.query.NoEvents;
import dev.sluice.aggregator.query.StoreQueries;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.runtime.streams.ConsumedOffset;
import dev.sluice.runtime.streams.ConsumedOffsets;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.DeadLetter;
import dev.sluice.schemas.message.FileDeletion;
import dev.sluice.schemas.message.FileDeletion.FileDeleted;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.StreamEvent;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesOverFiles;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.schemas.row.ValidRowReader;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregatorTopologyTest {
    private static final AggregatorProperties PROPERTIES = TestStores.properties(Map.of());
    private static final Topics TOPICS = PROPERTIES.topics();

    private final CountingMetrics metrics = new CountingMetrics();
    private final PendingDeltas pending = new PendingDeltas();
    private final TopologyTestDriver driver;

    AggregatorTopologyTest(@TempDir Path stateDir) {
        Properties config = new Properties();
        config.putAll(AggregatorStreamsConfig.of(
                AdvertisedUrl.of("http://self:8082", 0), Map.of("bootstrap.servers", "none:9092"), PROPERTIES));
        config.put("state.dir", stateDir.toString());
        driver = new TopologyTestDriver(topology(metrics.meters()), config);
    }

    @AfterEach
    void closeDriver() {
        driver.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldProduceTheExactResultForAnyOrderOfRowsAndEvents(long seed) {
        Random random = new Random(seed);
        GeneratedFile file = new GeneratedFile("f", random, 4, 50, 0.1);
        List<Runnable> inputs = new ArrayList<>();
        inputs.add(() -> send(TOPICS.fileEvents(), "f", file.opened));
        inputs.add(() -> send(TOPICS.fileEvents(), "f", file.closed));
        file.splits.forEach(split -> inputs.add(() -> send(TOPICS.splitEvents(), "f", split)));
        file.invalid.forEach(row -> inputs.add(() -> send(TOPICS.invalidRows(), "f", row)));
        file.valid.forEach(row -> inputs.add(() -> send(row)));
        Collections.shuffle(inputs, random);
        inputs.forEach(Runnable::run);
        flush();

        List<FileResult> results = results().readValuesToList();

        assertThat(results).hasSize(1);
        FileSummary summary = results.get(0).summary();
        assertThat(summary.status()).isEqualTo(FileStatus.PARTIAL);
        assertThat(summary.validRows()).isEqualTo(file.valid.size());
        assertThat(summary.invalidRows()).isEqualTo(file.invalid.size());
        assertThat(results.get(0).aggregatedData()).containsOnlyKeys(file.expected.keySet());
        file.expected.forEach((sensor, expected) -> {
            var shown = results.get(0).aggregatedData().get(sensor);
            assertThat(shown.count()).isEqualTo(expected.count());
            assertThat(shown.min()).isEqualTo(expected.min());
            assertThat(shown.max()).isEqualTo(expected.max());
            assertThat(shown.sum()).isCloseTo(expected.sum(), within(1e-12 * Math.abs(expected.sum())));
        });
        assertThat(metrics.ended()).as("read back from file-results").isOne();
        assertThat(metrics.ended("partial", "")).isOne();
    }

    @Test
    void shouldSendUnreadableRecordsToDeadLettersAndContinue() {
        sendBytes(TOPICS.fileEvents(), "f", "{\"type\":\"file_opened\"}".getBytes(UTF_8));
        sendBytes(TOPICS.splitEvents(), "f", "nonsense".getBytes(UTF_8));
        sendBytes(TOPICS.invalidRows(), "f", null);
        send(TOPICS.fileEvents(), "another", (FileEvent) new FileEvent.FileProgress("f", 1, 1));
        send(TestRows.reading("stream", null, null, "a", 1));
        flush();

        List<TestRecord<byte[], byte[]>> letters = deadLetters();

        assertThat(letters)
                .extracting(letter -> ChunkHeaders.find(letter.headers(), DeadLetter.TOPIC))
                .containsExactlyInAnyOrder(
                        "sluice.file-events", "sluice.split-events", "sluice.invalid-rows", "sluice.file-events");
        assertThat(letters)
                .extracting(letter -> ChunkHeaders.find(letter.headers(), DeadLetter.REASON))
                .contains("expected a value, found none", "expected the file_id f as key, found another");
        assertThat(metrics.deadLetters()).isEqualTo(4);
        assertThat(files().state("stream").summary().validRows()).isEqualTo(1);
    }

    @Test
    void shouldMergeNothingTwiceThatIsReadAgain() {
        send(TestRows.reading("stream", null, null, "a", 1));
        List<byte[]> batches = new ArrayList<>();
        pending.drainTo((fileId, batch) -> batches.add(batch));
        byte[] delta = batches.get(0);
        sendBytes(TOPICS.deltas(), "stream", delta);
        KeyValueStore<String, byte[]> positions = driver.getKeyValueStore(ConsumedOffsets.STORE);
        assertThat(ConsumedOffset.of(positions.get(TOPICS.deltas().name())).next())
                .isOne();
        positions.put(TOPICS.deltas().name(), new ConsumedOffset(2, Long.MAX_VALUE).toBytes());

        sendBytes(TOPICS.deltas(), "stream", delta);
        sendBytes(TOPICS.deltas(), "stream", delta);

        assertThat(files().state("stream").summary().validRows()).isEqualTo(2);
        assertThat(metrics.repeated()).isOne();
    }

    @Test
    void shouldStoreTheOffsetOfMergedEvents() {
        GeneratedFile file = new GeneratedFile("f", new Random(1), 1, 1, 0);
        send(TOPICS.fileEvents(), "f", (FileEvent) file.opened);
        send(TOPICS.fileEvents(), "f", (FileEvent) file.closed);

        assertThat(ConsumedOffset.of(driver.<String, byte[]>getKeyValueStore(ConsumedOffsets.STORE)
                                .get(TOPICS.fileEvents().name()))
                        .next())
                .isEqualTo(2);
    }

    @Test
    void shouldIgnoreTheTombstoneOfAResult() {
        sendBytes(TOPICS.fileResults(), "f", null);

        assertThat(metrics.deadLetters()).isZero();
        assertThat(files().state("f")).isNull();
    }

    @Test
    void shouldAggregateAnyDatasetGroupedByTextsOfAnyLength() {
        String song = "x".repeat(256);
        for (int line = 2; line < 5; line++) {
            sendJson(("{\"file_id\":\"f\",\"chunk\":0,\"line\":" + line + ",\"dataset\":\"song-plays\",\"Song\":\""
                            + song + "\",\"Date\":\"2020-01-01\",\"Number of Plays\":50}")
                    .getBytes(UTF_8));
        }
        split("f", "song-plays", 0, 2, 3, 4);
        flush();

        FileResult result = results().readValue();

        assertThat(result.summary().status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(result.aggregatedData()).containsOnlyKeys(song + ",2020-01-01");
        assertThat(result.aggregatedData().get(song + ",2020-01-01").sum()).isEqualTo(150);
        assertThat(result.aggregatedData().get(song + ",2020-01-01").first()).isNull();
    }

    @Test
    void shouldReturnTheMeasurementWhoseRecordHasTheLatestTimestamp() {
        measure("f1", 9, "[0,2]");
        measure("f2", 5, "[100]");
        flush();

        SeriesOverFiles shown = found(queries().seriesOverFiles("measurements", "2019-05-01T10:00:00Z"));

        assertThat(shown.latestFileId()).isEqualTo("f1");
        assertThat(shown.figures().avg()).isEqualTo(1);
        assertThat(shown.figures().stdDev()).isEqualTo(1);
        assertThat(shown.files()).isEqualTo(2);
        assertThat(files().state("f1").summary().totalRows())
                .as("one row of two numbers")
                .isEqualTo(1);
    }

    @Test
    void shouldAddALargeFileToTheDatasetSeriesInBatches() {
        int series = 3 * DatasetSeriesWriter.BATCH - 1;
        long[] lines = new long[series];
        for (int i = 0; i < series; i++) {
            lines[i] = i + 2;
            send(TestRows.reading("f", 0L, lines[i], "s" + i, 1));
        }
        split("f", "sensor-readings", 0, lines);
        combine();
        assertThat(files().state("f").summary().status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(files().datasetSeries().unfinished(1)).isNotEmpty();
        assertThat(found(queries().allSeriesOverFiles("sensor-readings", null, 2 * series))
                        .series())
                .hasSize(series);

        // One batch was added at the end of the file; each punctuation adds one more.
        flush();
        assertThat(files().datasetSeries().unfinished(1)).isNotEmpty();
        flush();

        assertThat(files().datasetSeries().unfinished(1)).isEmpty();
        assertThat(found(queries().allSeriesOverFiles("sensor-readings", null, 2 * series))
                        .series())
                .hasSize(series)
                .allSatisfy(one -> assertThat(one.files()).isEqualTo(1));
    }

    @Test
    void shouldAcceptOnlyStreamClosedEventsFromTheTopicOfProducers() {
        byte[] closed = "{\"type\":\"stream_closed\",\"file_id\":\"f\",\"rows\":1}".getBytes(UTF_8);
        byte[] deleted = "{\"type\":\"file_deleted\",\"file_id\":\"f\"}".getBytes(UTF_8);
        send(TestRows.reading("f", null, null, "a", 1));
        combine();

        sendBytes(TOPICS.fileEvents(), "f", closed);
        sendBytes(TOPICS.streamEvents(), "f", deleted);

        assertThat(files().state("f").summary().status()).isEqualTo(FileStatus.PROCESSING);
        assertThat(deadLetters())
                .extracting(letter -> ChunkHeaders.find(letter.headers(), DeadLetter.TOPIC))
                .containsExactly("sluice.file-events", "sluice.stream-events");

        sendBytes(TOPICS.streamEvents(), "f", closed);
        assertThat(files().state("f").summary().status()).isEqualTo(FileStatus.PROCESSED);
    }

    @Test
    void shouldEndAStreamThatItsProducerCloses() {
        send(TestRows.reading("stream", null, null, "a", 1));
        send(TOPICS.streamEvents(), "stream", (StreamEvent) new StreamEvent.StreamClosed("stream", 2));
        send(TestRows.reading("stream", null, null, "a", 3));
        flush();

        assertThat(results().readValue().aggregatedData().get("a").avg()).isEqualTo(2);
        assertThat(files().state("stream").summary().status()).isEqualTo(FileStatus.PROCESSED);
    }

    @Test
    void shouldDeleteAFileAndReplaceItsResultByATombstone() {
        int series = 3 * FilePurger.BATCH - 1;
        long[] lines = new long[series];
        for (int i = 0; i < series; i++) {
            lines[i] = i + 2;
            send(TestRows.reading("f", 0L, lines[i], "s" + i, 1));
        }
        split("f", "sensor-readings", 0, lines);
        combine();
        assertThat(files().state("f").summary().status()).isEqualTo(FileStatus.PROCESSED);

        send(TOPICS.fileDeletions(), "f", (FileDeletion) new FileDeleted("f"));

        assertThat(queries().file("f")).isInstanceOf(Answer.Missing.class);
        assertThat(found(queries().allSeriesOverFiles("sensor-readings", null, 9))
                        .series())
                .isEmpty();
        List<TestRecord<String, FileResult>> results = results().readRecordsToList();
        assertThat(results).hasSize(2).allSatisfy(record -> assertThat(record.key())
                .isEqualTo("f"));
        assertThat(results.get(1).value()).isNull();
        assertThat(files().deleted().find("f").committed())
                .as("read back from file-results")
                .isTrue();

        // One batch is deleted with the file; each punctuation deletes one more.
        flush();
        assertThat(files().deleted().remains(1)).isNotEmpty();
        flush();
        assertThat(files().deleted().remains(1)).isEmpty();
        send(TestRows.reading("f", 0L, 2L, "late", 1));
        combine();
        assertThat(files().state("f")).isNull();
        assertThat(metrics.late()).isEqualTo(1);
        assertThat(metrics.deadLetters()).isZero();
    }

    @Test
    void shouldIgnoreDeletionsInTheTopicOfFileEvents() {
        send(TestRows.reading("f", null, null, "a", 1));
        combine();

        sendBytes(TOPICS.fileEvents(), "f", "{\"type\":\"file_deleted\",\"file_id\":\"f\"}".getBytes(UTF_8));

        assertThat(files().state("f")).isNotNull();
        assertThat(metrics.deadLetters()).isEqualTo(1);
    }

    @Test
    void shouldForgetDeletionsByBrokerTime() {
        for (String fileId : List.of("f", "g")) {
            send(TestRows.reading(fileId, null, null, "a", 1));
            combine();
            send(TOPICS.fileDeletions(), fileId, (FileDeletion) new FileDeleted(fileId));
        }
        driver.advanceWallClockTime(Duration.ofDays(900));
        assertThat(files().deleted().find("f")).isNotNull();

        driver.createInputTopic(TOPICS.fileEvents().name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(
                        "g",
                        "{\"type\":\"file_overdue\",\"file_id\":\"g\"}".getBytes(UTF_8),
                        Instant.now().plus(Duration.ofDays(9)));
        driver.advanceWallClockTime(Duration.ofSeconds(1));

        assertThat(files().deleted().find("f")).isNull();
    }

    @Test
    void shouldReplaceAnExpiredResultByATombstone() {
        send(TestRows.reading("f", null, null, "a", 1));
        combine();
        send(TOPICS.streamEvents(), "f", (StreamEvent) new StreamEvent.StreamClosed("f", 1));
        byte[] question = "{\"type\":\"file_expired\",\"file_id\":\"f\"}".getBytes(UTF_8);

        sendBytes(TOPICS.fileDeletions(), "f", question);
        assertThat(files().state("f")).isNotNull();
        driver.createInputTopic(TOPICS.fileDeletions().name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput("f", question, Instant.now().plus(Duration.ofDays(31)));

        assertThat(files().state("f")).isNull();
        assertThat(results().readValuesToList()).hasSize(2).last().isNull();
        assertThat(metrics.expired()).isEqualTo(1);
    }

    @Test
    void shouldNameEveryProcessorStoreAndTopicExplicitly() {
        String described = topology(metrics.meters()).describe().toString();

        assertThat(described).doesNotContainPattern("KSTREAM|KTABLE|-\\d{10}");
        assertThat(described).contains("from-aggregator-deltas", "files");
    }

    private void measure(String fileId, long offset, String numbers) {
        sendJson(("{\"file_id\":\"" + fileId + "\",\"chunk\":0,\"line\":1,\"dataset\":\"measurements\","
                        + "\"time_stamp\":\"2019-05-01T10:00:00Z\",\"data\":" + numbers + "}")
                .getBytes(UTF_8));
        split(fileId, "measurements", offset, 1);
    }

    private void split(String fileId, String dataset, long offset, long... lines) {
        Tally valid = Tally.NONE;
        for (long line : lines) {
            valid = valid.plus(line);
        }
        var whole = new ChunkSplit.WholeFile(dataset, null, Instant.ofEpochMilli(1_000), 0, offset, null, null, null);
        send(TOPICS.splitEvents(), fileId, new ChunkSplit(fileId, 0, null, 1, valid, Tally.NONE, whole, null));
    }

    private StoreQueries queries() {
        return new StoreQueries(
                partition -> files(), new NoEvents(), Datasets.shipped(), 1, new NoEvents(), Duration.ZERO);
    }

    private static <T> T found(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Found.class);
        return ((Answer.Found<T>) answer).value();
    }

    private static Topology topology(AggregatorMetrics metrics) {
        StreamsBuilder builder = new StreamsBuilder();
        AggregatorTopology.define(
                builder, PROPERTIES, metrics, Tracing.OFF, () -> TestStores.mergeWatch(TestStores.quarantine()));
        return builder.build();
    }

    /** As a combiner would. */
    private void send(ValidRow row) {
        pending.add(row);
    }

    private void sendJson(byte[] row) {
        send(new ValidRowReader(PROPERTIES.datasets()).deserialize("valid-rows", row));
    }

    private <V> void send(Topic<String, V> topic, String key, V value) {
        sendBytes(topic, key, topic.valueSerde().serializer().serialize(topic.name(), value));
    }

    private void sendBytes(Topic<String, ?> topic, String key, byte[] value) {
        driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, value);
    }

    private List<TestRecord<byte[], byte[]>> deadLetters() {
        return driver.createOutputTopic(
                        TOPICS.deadLetters().name(),
                        TOPICS.deadLetters().keySerde().deserializer(),
                        TOPICS.deadLetters().valueSerde().deserializer())
                .readRecordsToList();
    }

    private void combine() {
        pending.drainTo((fileId, batch) -> sendBytes(TOPICS.deltas(), fileId, batch));
    }

    private void flush() {
        combine();
        driver.advanceWallClockTime(PROPERTIES.flushInterval().plus(Duration.ofMillis(1)));
    }

    private TestOutputTopic<String, FileResult> results() {
        Topic<String, FileResult> topic = TOPICS.fileResults();
        return driver.createOutputTopic(
                topic.name(),
                topic.keySerde().deserializer(),
                topic.valueSerde().deserializer());
    }

    private FileStore files() {
        KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(MergeProcessor.STORE);
        return FileStore.of(store);
    }
}
