package dev.sluice.aggregator.merge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.aggregator.AggregatorStreamsConfig;
import dev.sluice.aggregator.delta.PendingDeltas;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.ownership.AdvertisedUrl;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.streams.ConsumedOffsets;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** Drives the real merge topology with bytes. */
final class MergeDriver implements AutoCloseable {
    static final AggregatorProperties PROPERTIES = TestStores.properties(Map.of());
    static final Topics TOPICS = PROPERTIES.topics();

    final CountingMetrics metrics = new CountingMetrics();
    private final TopologyTestDriver driver;
    private final Clock clock;

    MergeDriver(Path stateDir) {
        this(stateDir, TestStores.quarantine());
    }

    MergeDriver(Path stateDir, Quarantine quarantine) {
        this(stateDir, quarantine, Clock.systemUTC());
    }

    /** @param clock gives records their times */
    MergeDriver(Path stateDir, Quarantine quarantine, Clock clock) {
        this.clock = clock;
        Properties config = new Properties();
        config.putAll(AggregatorStreamsConfig.of(
                AdvertisedUrl.of("http://self:8082", 0), Map.of("bootstrap.servers", "none:9092"), PROPERTIES));
        config.put("state.dir", stateDir.toString());
        StreamsBuilder builder = new StreamsBuilder();
        AggregatorTopology.define(
                builder, PROPERTIES, metrics.meters(), Tracing.OFF, () -> TestStores.mergeWatch(quarantine));
        driver = new TopologyTestDriver(builder.build(), config, clock.instant());
    }

    void send(Topic<?, ?> topic, byte[] key, byte[] value) {
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key, value, clock.instant());
    }

    void send(Topic<?, ?> topic, String key, String json) {
        send(topic, key.getBytes(UTF_8), json.getBytes(UTF_8));
    }

    <V> void write(Topic<String, V> topic, String key, V value) {
        send(topic, key.getBytes(UTF_8), topic.valueSerde().serializer().serialize(topic.name(), value));
    }

    /** A file of one record with one valid and one invalid row. */
    void sendWholeFile(String fileId) {
        PendingDeltas pending = new PendingDeltas();
        pending.add(TestRows.reading(fileId, 0L, 2L, "a", 1));
        pending.drainTo((id, batch) -> send(TOPICS.deltas(), id.getBytes(UTF_8), batch));
        InvalidRow row = TestRows.invalid(fileId, 0L, 3);
        write(TOPICS.invalidRows(), fileId, row);
        var whole = new ChunkSplit.WholeFile("sensor-readings", null, Instant.EPOCH, 0, 0, null, null, null);
        write(
                TOPICS.splitEvents(),
                fileId,
                new ChunkSplit(fileId, 0, null, 1, Tally.NONE.plus(2), Tally.NONE.plus(3), whole, null));
    }

    void passTime() {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return read(TOPICS.deadLetters());
    }

    List<FileResult> results() {
        return read(TOPICS.fileResults()).stream()
                .map(record -> TOPICS.fileResults()
                        .valueSerde()
                        .deserializer()
                        .deserialize(TOPICS.fileResults().name(), record.value()))
                .toList();
    }

    List<TestRecord<byte[], byte[]>> read(Topic<?, ?> topic) {
        return driver.createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    KeyValueStore<Bytes, byte[]> store() {
        return driver.getKeyValueStore(MergeProcessor.STORE);
    }

    KeyValueStore<String, byte[]> positions() {
        return driver.getKeyValueStore(ConsumedOffsets.STORE);
    }

    FileStore files() {
        return FileStore.of(store());
    }

    @Override
    public void close() {
        driver.close();
    }
}
