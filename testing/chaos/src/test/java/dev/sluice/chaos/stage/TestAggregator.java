package dev.sluice.chaos.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.aggregator.AggregatorStreamsConfig;
import dev.sluice.aggregator.broker.DeletionLog;
import dev.sluice.aggregator.delta.PendingDeltas;
import dev.sluice.aggregator.merge.AggregatorTopology;
import dev.sluice.aggregator.merge.MergeProcessor;
import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.aggregator.ownership.AdvertisedUrl;
import dev.sluice.aggregator.progress.MergeWatch;
import dev.sluice.aggregator.query.EventOffsets;
import dev.sluice.aggregator.query.StoreQueries;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.runtime.quarantine.AttemptNotes;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;

/** The merging level of the aggregator and its queries, without a broker and with one partition. */
public final class TestAggregator implements AutoCloseable {
    private final AggregatorProperties properties =
            AggregatorProperties.read(new Settings(Map.of("topics.partitions", "1")));
    private final Topics topics = properties.topics();
    private final TopologyTestDriver driver;
    private final FileQueries queries;

    public TestAggregator(Path stateDir) {
        Properties config = new Properties();
        config.putAll(AggregatorStreamsConfig.of(
                AdvertisedUrl.of("", 0), Map.of("bootstrap.servers", "localhost:1"), properties));
        config.put("state.dir", stateDir.toString());
        StreamsBuilder builder = new StreamsBuilder();
        Quarantine quarantine = new Quarantine("merging", AttemptNotes.inMemory(), Duration.ofHours(1));
        AggregatorTopology.define(
                builder,
                properties,
                new AggregatorMetrics(new SimpleMeterRegistry()),
                Tracing.OFF,
                () -> new MergeWatch(quarantine));
        driver = new TopologyTestDriver(builder.build(), config);
        DeletionLog nowhere = (event, timeout) -> {
            throw new UnsupportedOperationException("no file is deleted here");
        };
        queries = new StoreQueries(
                partition -> store(),
                new NoEvents(),
                properties.datasets(),
                topics.partitions(),
                nowhere,
                Duration.ZERO);
    }

    public void event(FileEvent event) {
        send(topics.fileEvents(), event.fileId(), event);
    }

    /** An event with the time that the broker stamps it with. */
    public void event(FileEvent event, Instant at) {
        driver.createInputTopic(
                        topics.fileEvents().name(),
                        new StringSerializer(),
                        topics.fileEvents().valueSerde().serializer())
                .pipeInput(event.fileId(), event, at);
    }

    public void split(ChunkSplit split) {
        send(topics.splitEvents(), split.fileId(), split);
    }

    public void invalid(InvalidRow row) {
        send(topics.invalidRows(), row.fileId(), row);
    }

    /** Rows as a combiner adds them up. */
    public void valid(List<ValidRow> rows) {
        PendingDeltas pending = new PendingDeltas();
        rows.forEach(pending::add);
        pending.drainTo(this::deltas);
    }

    /** A record of a combiner. */
    public void deltas(String fileId, byte[] batch) {
        send(topics.deltas(), fileId, batch);
    }

    /** The status of the file that a client would receive. */
    public Optional<FileSummary> status(String fileId) {
        return queries.file(fileId) instanceof Answer.Found<FileSummary> found
                ? Optional.of(found.value())
                : Optional.empty();
    }

    @Override
    public void close() {
        driver.close();
    }

    private FileStore store() {
        KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(MergeProcessor.STORE);
        return FileStore.readOnly(store);
    }

    private <V> void send(Topic<String, V> topic, String fileId, V value) {
        driver.createInputTopic(
                        topic.name(),
                        new ByteArraySerializer(),
                        topic.valueSerde().serializer())
                .pipeInput(fileId.getBytes(UTF_8), value);
    }

    private static final class NoEvents implements EventOffsets {
        @Override
        public Map<TopicPartition, Long> ends(int partition) {
            return Map.of();
        }

        @Override
        public boolean areMerged(Map<TopicPartition, Long> ends) {
            return true;
        }
    }
}
