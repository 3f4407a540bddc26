package dev.sluice.chaos.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.chaos.mutant.NoDeduplication;
import dev.sluice.runtime.quarantine.AttemptNotes;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.streams.StreamsSettings;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.schemas.row.ValidRowReader;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.splitter.settings.SplitterProperties;
import dev.sluice.splitter.split.SplitterMetrics;
import dev.sluice.splitter.split.SplitterTopology;
import dev.sluice.splitter.streams.SplitterStreamsConfig;
import dev.sluice.tabular.dataset.shipped.Datasets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The splitter's topology, as it is or with a fault in it, without a broker. */
public final class TestSplitter implements AutoCloseable {
    public static final Quarantine QUARANTINE =
            new Quarantine("row-splitter", AttemptNotes.inMemory(), StreamsSettings.TRANSACTION_TIMEOUT);

    private final Topics topics;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> rawChunks;

    private TestSplitter(Path stateDir, Definition definition) {
        SplitterProperties properties =
                SplitterProperties.read(new Settings(Map.of("splitter.state-dir", stateDir.toString())));
        topics = properties.topics();
        Properties config = new Properties();
        config.putAll(SplitterStreamsConfig.of(Map.of("bootstrap.servers", "localhost:1"), properties, QUARANTINE));
        driver = new TopologyTestDriver(
                definition.addTo(
                        new Topology(), topics, properties.datasets(), new SplitterMetrics(new SimpleMeterRegistry())),
                config);
        rawChunks = driver.createInputTopic(
                topics.rawChunks().name(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    interface Definition {
        Topology addTo(Topology topology, Topics topics, Datasets datasets, SplitterMetrics metrics);
    }

    /** As it runs. */
    public static TestSplitter real(Path stateDir) {
        return new TestSplitter(
                stateDir,
                (topology, topics, datasets, metrics) -> SplitterTopology.addTo(
                        topology, topics, datasets, topic -> Uuid.ONE_UUID, metrics, Tracing.OFF, QUARANTINE));
    }

    /** See {@link NoDeduplication}. */
    public static TestSplitter withoutDeduplication(Path stateDir) {
        return new TestSplitter(stateDir, NoDeduplication::addTo);
    }

    /** A chunk of rows of sensor readings with a note. */
    public void send(String fileId, long chunk, long firstLine, byte[] text) {
        ChunkHeaders headers = new ChunkHeaders(
                fileId,
                chunk,
                firstLine,
                Datasets.DEFAULT,
                "a.csv",
                "timestamp,sensor_id,value,note",
                "delimiter=%2C&header=present",
                "text/csv");
        rawChunks.pipeInput(new TestRecord<>(fileId.getBytes(UTF_8), text, headers.toHeaders()));
    }

    /** Those since this was asked last. */
    public List<ValidRow> validRows() {
        return validTexts().stream().map(TestSplitter::read).toList();
    }

    /** The same as they stand in the topic. */
    public List<byte[]> validTexts() {
        return read(topics.validRows(), topics.validRows().valueSerde().deserializer());
    }

    /** A valid row, as its reader reads it. */
    public static ValidRow read(byte[] text) {
        return new ValidRowReader(Datasets.shipped()).deserialize("valid-rows", text);
    }

    /** Those since this was asked last. */
    public List<InvalidRow> invalidRows() {
        return read(topics.invalidRows(), topics.invalidRows().valueSerde().deserializer());
    }

    /** Those since this was asked last. */
    public List<ChunkSplit> splits() {
        return read(topics.splitEvents(), topics.splitEvents().valueSerde().deserializer());
    }

    @Override
    public void close() {
        driver.close();
    }

    private <V> List<V> read(Topic<String, ?> topic, Deserializer<V> values) {
        return driver.createOutputTopic(topic.name(), topic.keySerde().deserializer(), values)
                .readValuesToList();
    }
}
