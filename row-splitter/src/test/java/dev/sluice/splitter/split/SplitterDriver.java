package dev.sluice.splitter.split;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.runtime.quarantine.AttemptNotes;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.streams.ConsumedOffset;
import dev.sluice.runtime.streams.ConsumedOffsets;
import dev.sluice.runtime.streams.StreamsSettings;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.schemas.row.ValidRowReader;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.splitter.settings.SplitterProperties;
import dev.sluice.splitter.streams.SplitterStreamsConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The splitter's topology without a broker, with its real settings. */
final class SplitterDriver implements AutoCloseable {
    static final Instant START = Instant.parse("2024-05-01T10:00:00Z");
    static final Uuid TOPIC_ID = new Uuid(7, 8);
    static final String HEADER_ROW = "timestamp,sensor_id,value";

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Topics topics;
    private final ValidRowReader rowReader;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> rawChunks;
    private Instant now = START;
    private Uuid topicId = TOPIC_ID;

    SplitterDriver(Path stateDir) {
        this(stateDir, AttemptNotes.inMemory(), SplitterMetrics::new);
    }

    /**
     * @param notes of owners before
     * @param metrics is called while a record is split, so that a test can have that fail
     */
    SplitterDriver(Path stateDir, AttemptNotes notes, Function<MeterRegistry, SplitterMetrics> metrics) {
        Quarantine quarantine = new Quarantine("row-splitter", notes, StreamsSettings.TRANSACTION_TIMEOUT);
        SplitterProperties properties =
                SplitterProperties.read(new Settings(Map.of("splitter.state-dir", stateDir.toString())));
        topics = properties.topics();
        rowReader = new ValidRowReader(properties.datasets());
        Properties config = new Properties();
        config.putAll(SplitterStreamsConfig.of(Map.of("bootstrap.servers", "localhost:1"), properties, quarantine));
        driver = new TopologyTestDriver(
                SplitterTopology.addTo(
                        new Topology(),
                        topics,
                        properties.datasets(),
                        topic -> topicId,
                        metrics.apply(meters),
                        Tracing.OFF,
                        quarantine),
                config,
                START);
        rawChunks = driver.createInputTopic(
                topics.rawChunks().name(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The id of a file that is the record at this offset. */
    static String fileId(long offset) {
        return FileIds.ofRecord("sluice.raw-chunks", TOPIC_ID, 0, offset);
    }

    /** The topic is deleted and recreated. */
    void recreate(Uuid topicId) {
        this.topicId = topicId;
    }

    static Headers chunkHeaders(String fileId, long chunk, long firstLine) {
        return chunkHeaders(fileId, chunk, firstLine, "sensor-readings", HEADER_ROW, "delimiter=%2C&header=present");
    }

    static Headers chunkHeaders(
            String fileId, long chunk, long firstLine, String dataset, String csvHeader, String csvOptions) {
        return new ChunkHeaders(fileId, chunk, firstLine, dataset, "a.csv", csvHeader, csvOptions, "text/csv")
                .toHeaders();
    }

    /** Simulates that records were read before, the last of them now. */
    void alreadyRead(long records) {
        positions().put(topics.rawChunks().name(), new ConsumedOffset(TOPIC_ID, records, now.toEpochMilli()).toBytes());
    }

    /** Simulates that the partition was read up to this offset before. */
    void readBefore(ConsumedOffset position) {
        positions().put(topics.rawChunks().name(), position.toBytes());
    }

    ConsumedOffset read() {
        return ConsumedOffset.of(positions().get(topics.rawChunks().name()));
    }

    private KeyValueStore<String, byte[]> positions() {
        return driver.getKeyValueStore(ConsumedOffsets.STORE);
    }

    void laterBy(Duration duration) {
        now = now.plus(duration);
    }

    void pipe(Headers headers, @Nullable String key, @Nullable String value) {
        pipe(headers, key == null ? null : key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
    }

    void pipe(Headers headers, byte @Nullable [] key, byte @Nullable [] value) {
        rawChunks.pipeInput(new TestRecord<>(key, value, headers, now));
    }

    void pipe(@Nullable String key, @Nullable String value) {
        pipe(new RecordHeaders(), key, value);
    }

    /** The values as their reader reads them. */
    List<TestRecord<String, ValidRow>> validRows() {
        return read(topics.validRows().name(), topics.validRows().keySerde(), rowReader);
    }

    /** The values in the topic. */
    List<TestRecord<String, String>> validRowTexts() {
        return read(topics.validRows().name(), topics.validRows().keySerde(), new StringDeserializer());
    }

    List<TestRecord<String, InvalidRow>> invalidRows() {
        return read(topics.invalidRows());
    }

    List<TestRecord<String, ChunkSplit>> splitEvents() {
        return read(topics.splitEvents());
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return read(topics.deadLetters());
    }

    double count(String meter, String... tags) {
        return meters.get(meter).tags(tags).counter().count();
    }

    private <K, V> List<TestRecord<K, V>> read(Topic<K, V> topic) {
        return read(topic.name(), topic.keySerde(), topic.valueSerde().deserializer());
    }

    private <K, V> List<TestRecord<K, V>> read(String topic, Serde<K> keys, Deserializer<V> values) {
        return driver.createOutputTopic(topic, keys.deserializer(), values).readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
