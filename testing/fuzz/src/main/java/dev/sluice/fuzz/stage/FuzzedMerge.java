package dev.sluice.fuzz.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.aggregator.AggregatorStreamsConfig;
import dev.sluice.aggregator.delta.PendingDeltas;
import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.merge.AggregatorTopology;
import dev.sluice.aggregator.merge.MergeProcessor;
import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.aggregator.ownership.AdvertisedUrl;
import dev.sluice.aggregator.progress.MergeWatch;
import dev.sluice.aggregator.query.FilePages;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.fuzz.input.Examples;
import dev.sluice.fuzz.input.Poison;
import dev.sluice.runtime.quarantine.AttemptNotes;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.schemas.row.ValidRowReader;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The merge topology, fed with events, splits, rejected rows, deltas and results, many of them of the same files. */
public final class FuzzedMerge implements FuzzedStage {
    private static final Examples ROWS = Examples.of("valid-row");
    private static final Duration MOMENT = Duration.ofMillis(10);
    private static final Duration LONG = Duration.ofHours(1);
    /** Longer than the interval of punctuations. */
    private static final Duration LOOK = Duration.ofSeconds(10);
    /** The maximum number of a file's entries that are read per kind. */
    private static final int READ = 20;

    private final Topics topics;
    private final DrivenTopology topology;
    private final FileStore store;
    private final ValidRowReader rowReader;
    private final PendingDeltas pending = new PendingDeltas();
    private final List<Source> sources;

    /** An input topic of merge, with the generator of its values. */
    private record Source(String topic, BiFunction<Poison, String, byte @Nullable []> values) {}

    public FuzzedMerge() {
        // A TopologyTestDriver has one partition.
        AggregatorProperties properties = AggregatorProperties.read(
                new Settings(Map.of("topics.partitions", "1", "aggregator.rejects-per-file", "20")));
        topics = properties.topics();
        rowReader = new ValidRowReader(properties.datasets());
        StreamsBuilder builder = new StreamsBuilder();
        Quarantine quarantine = new Quarantine("merging", AttemptNotes.inMemory(), Duration.ofHours(1));
        AggregatorTopology.define(
                builder,
                properties,
                new AggregatorMetrics(new SimpleMeterRegistry()),
                Tracing.OFF,
                () -> new MergeWatch(quarantine),
                // On disk each record would create a file.
                Stores.inMemoryKeyValueStore(MergeProcessor.STORE));
        topology = new DrivenTopology(
                builder.build(),
                AggregatorStreamsConfig.of(
                        AdvertisedUrl.of("http://self:8082", 0),
                        Map.of("bootstrap.servers", "localhost:1"),
                        properties));
        store = FileStore.of(topology.store(MergeProcessor.STORE));
        sources = List.of(
                source(topics.fileEvents(), "file-event"),
                source(topics.splitEvents(), "chunk-split"),
                source(topics.invalidRows(), "invalid-row"),
                source(topics.streamEvents(), "stream-event"),
                source(topics.fileDeletions(), "file-deletion"),
                source(topics.fileResults(), "file-result"),
                new Source(topics.deltas().name(), this::delta));
    }

    private static Source source(Topic<?, ?> topic, String kind) {
        Examples examples = Examples.of(kind);
        return new Source(topic.name(), (poison, fileId) -> poison.json(examples, fileId));
    }

    @Override
    public Work take(Poison poison) {
        Source source = poison.any(sources);
        String fileId = poison.fileId();
        byte[] key = poison.key(fileId);
        byte[] value = source.values().apply(poison, fileId);
        if (poison.oneOf(200)) {
            value = poison.oneOf(2) ? null : poison.bytes();
        }
        topology.pass(poison.oneOf(1_000) ? LONG : MOMENT);
        Work work = new Work();
        work.read(key);
        work.read(value);
        topology.send(source.topic(), new RecordHeaders(), key, value);
        if (poison.oneOf(100)) {
            topology.wait(LOOK);
        }
        topology.written(work)
                .getOrDefault(topics.fileResults().name(), List.of())
                .forEach(record -> result(record.value()));
        requireReadable(fileId);
        return work;
    }

    /** The state of a file is checked by the queries for it. */
    private void requireReadable(String fileId) {
        FileState state = store.state(fileId);
        if (state != null) {
            FilePages.series(store, state, null, READ);
            FilePages.rejects(store, state, RejectsPage.Filter.NONE, null, READ);
        }
    }

    /** Deltas in the format of a combiner, of a possibly invalid row, and possibly corrupted. */
    private byte @Nullable [] delta(Poison poison, String fileId) {
        if (poison.oneOf(4)) {
            return poison.bytes();
        }
        try {
            ValidRow row = rowReader.deserialize(topics.validRows().name(), poison.json(ROWS, fileId));
            PendingDeltas.requireAddable(row);
            pending.add(row);
        } catch (SerializationException e) {
            // A combiner makes no delta of such a row.
            return poison.bytes();
        }
        List<byte[]> batches = new ArrayList<>();
        pending.drainTo((file, batch) -> batches.add(batch));
        return batches.isEmpty() ? null : poison.mutated(batches.get(0));
    }

    @Override
    public void takeGood(long number) {
        String id = "good-" + number;
        String row = "{\"file_id\":\"" + id + "\",\"chunk\":0,\"line\":2,\"dataset\":\"sensor-readings\","
                + "\"timestamp\":\"2026-11-01T00:00:00Z\",\"sensor_id\":\"boiler\",\"value\":20.5}";
        pending.add(rowReader.deserialize(topics.validRows().name(), row.getBytes(UTF_8)));
        send(
                topics.fileEvents(),
                id,
                new FileOpened(
                        id,
                        "sensor-readings",
                        "good.csv",
                        "timestamp,sensor_id,value",
                        null,
                        topology.now(),
                        60_000,
                        null));
        send(topics.splitEvents(), id, new ChunkSplit(id, 0, null, 33, new Tally(1, 2), Tally.NONE, null, null));
        pending.drainTo((file, batch) -> send(topics.deltas(), file, batch));
        send(topics.fileEvents(), id, new FileClosed(id, 1, 33, 2, "00"));
        topology.wait(Duration.ofSeconds(1));
        List<TestRecord<byte[], byte[]>> found =
                topology.written(new Work()).getOrDefault(topics.fileResults().name(), List.of()).stream()
                        .filter(record -> id.equals(new String(record.key(), UTF_8)))
                        .toList();
        if (found.size() != 1) {
            throw new Finding("expected one result of a good file, found " + found.size());
        }
        FileResult result = result(found.get(0).value());
        Map<String, SeriesFigures> series = result == null ? null : result.aggregatedData();
        SeriesFigures boiler = series == null ? null : series.get("boiler");
        if (result == null
                || boiler == null
                || boiler.max() != 20.5
                || result.summary().status() != FileStatus.PROCESSED
                || result.summary().validRows() != 1) {
            throw new Finding("expected one valid row of 20.5 as the result of a good file, found " + result);
        }
    }

    /** As every consumer reads them: a deleted file has none. */
    private @Nullable FileResult result(byte @Nullable [] value) {
        return value == null
                ? null
                : topics.fileResults()
                        .valueSerde()
                        .deserializer()
                        .deserialize(topics.fileResults().name(), value);
    }

    private <V> void send(Topic<String, V> topic, String fileId, V value) {
        topology.send(
                topic.name(),
                new RecordHeaders(),
                fileId.getBytes(UTF_8),
                topic.valueSerde().serializer().serialize(topic.name(), value));
    }

    @Override
    public void close() {
        topology.close();
    }
}
