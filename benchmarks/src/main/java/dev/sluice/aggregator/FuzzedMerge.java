package dev.sluice.aggregator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.benchmarks.fuzz.Finding;
import dev.sluice.benchmarks.fuzz.FuzzedStage;
import dev.sluice.benchmarks.fuzz.Poison;
import dev.sluice.benchmarks.fuzz.Work;
import dev.sluice.schemas.Settings;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.Topics;
import dev.sluice.schemas.Tracing;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.message.ValidRowReader;
import dev.sluice.schemas.quarantine.AttemptNotes;
import dev.sluice.schemas.quarantine.Quarantine;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.SeriesFigures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The topology of merge, fed with events, splits, rejected rows, deltas and results, of files that many of them are about. */
public final class FuzzedMerge implements FuzzedStage {
    private final Topics topics;
    private final AggregatorProperties properties;
    private final TopologyTestDriver driver;
    private final List<Source> sources = new ArrayList<>();
    private final Source deltas;
    private final TestOutputTopic<byte[], byte[]> results;
    private final TestOutputTopic<byte[], byte[]> deadLetters;
    private Instant now = Instant.parse("2026-11-01T00:00:00Z");

    /** A topic that merge reads, and examples of its values. */
    private record Source(Topic<?, ?> topic, TestInputTopic<byte[], byte[]> input, List<String> examples) {}

    public FuzzedMerge() {
        // A TopologyTestDriver has one partition.
        properties = AggregatorProperties.read(
                new Settings(Map.of("topics.partitions", "1", "aggregator.rejects-per-file", "20")));
        topics = properties.topics();
        Properties config = new Properties();
        config.putAll(AggregatorStreamsConfig.of(
                AdvertisedUrl.of("http://self:8082", 0), Map.of("bootstrap.servers", "localhost:1"), properties));
        config.put(
                "state.dir",
                System.getProperty("java.io.tmpdir") + "/sluice-fuzz-merge-"
                        + ProcessHandle.current().pid());
        StreamsBuilder builder = new StreamsBuilder();
        Quarantine quarantine = new Quarantine("merging", AttemptNotes.inMemory(), Duration.ofHours(1));
        AggregatorTopology.define(
                builder,
                properties,
                new MicrometerAggregatorMetrics(new SimpleMeterRegistry()),
                Tracing.OFF,
                () -> new MergeWatch(quarantine));
        driver = new TopologyTestDriver(builder.build(), config, now);
        add(topics.fileEvents(), "file-event");
        add(topics.splitEvents(), "chunk-split");
        add(topics.invalidRows(), "invalid-row");
        add(topics.streamEvents(), "stream-event");
        add(topics.fileDeletions(), "file-deletion");
        add(topics.fileResults(), "file-result");
        deltas = new Source(topics.deltas(), input(topics.deltas()), Poison.examples("valid-row"));
        sources.add(deltas);
        results = output(topics.fileResults());
        deadLetters = output(topics.deadLetters());
    }

    @Override
    public Work take(Poison poison) {
        Source source = poison.any(sources);
        String fileId = poison.fileId();
        byte[] key = poison.key(fileId);
        byte[] value = source.topic().name().equals(topics.deltas().name())
                ? delta(poison, fileId)
                : poison.json(source.examples(), fileId);
        if (poison.oneOf(200)) {
            value = poison.oneOf(2) ? null : poison.bytes();
        }
        now = now.plusMillis(poison.oneOf(1_000) ? 3_600_000 : 10);
        Work work = new Work();
        work.read(key);
        work.read(value);
        source.input().pipeInput(new TestRecord<>(key, value, new RecordHeaders(), now));
        if (poison.oneOf(100)) {
            driver.advanceWallClockTime(Duration.ofSeconds(10));
        }
        written(work, topics.fileResults(), results);
        written(work, topics.deadLetters(), deadLetters);
        return work;
    }

    /** Deltas as a combiner writes them, of a row that may be broken, and then perhaps broken themselves. */
    private byte @Nullable [] delta(Poison poison, String fileId) {
        if (poison.oneOf(4)) {
            return poison.bytes();
        }
        PendingDeltas pending = new PendingDeltas();
        try {
            pending.add(new ValidRowReader(properties.datasets())
                    .deserialize(topics.validRows().name(), poison.json(deltas.examples(), fileId)));
        } catch (RuntimeException e) {
            // Of that no combiner makes a delta.
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
        PendingDeltas pending = new PendingDeltas();
        pending.add(new ValidRowReader(properties.datasets())
                .deserialize(topics.validRows().name(), row.getBytes(UTF_8)));
        send(
                topics.fileEvents(),
                id,
                topics.fileEvents()
                        .valueSerde()
                        .serializer()
                        .serialize(
                                "",
                                new FileOpened(
                                        id,
                                        "sensor-readings",
                                        "good.csv",
                                        "timestamp,sensor_id,value",
                                        null,
                                        now,
                                        60_000)));
        send(
                topics.splitEvents(),
                id,
                topics.splitEvents()
                        .valueSerde()
                        .serializer()
                        .serialize("", new ChunkSplit(id, 0, 33, new Tally(1, 2), Tally.NONE, null, null)));
        pending.drainTo((file, batch) -> send(topics.deltas(), file, batch));
        send(
                topics.fileEvents(),
                id,
                topics.fileEvents().valueSerde().serializer().serialize("", new FileClosed(id, 1, 33, 2, "00")));
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        List<TestRecord<byte[], byte[]>> found = results.readRecordsToList().stream()
                .filter(record -> id.equals(new String(record.key(), UTF_8)))
                .toList();
        if (found.size() != 1) {
            throw new Finding("expected one result of a good file, found " + found.size());
        }
        FileResult result = topics.fileResults()
                .valueSerde()
                .deserializer()
                .deserialize("", found.get(0).value());
        Map<String, SeriesFigures> series = result.aggregatedData();
        SeriesFigures boiler = series == null ? null : series.get("boiler");
        if (result.summary().status() != FileStatus.PROCESSED
                || result.summary().validRows() != 1
                || boiler == null
                || boiler.max() != 20.5) {
            throw new Finding("expected one valid row of 20.5 as the result of a good file, found " + result);
        }
        deadLetters.readRecordsToList();
    }

    private void send(Topic<?, ?> topic, String key, byte[] value) {
        sources.stream()
                .filter(source -> source.topic().name().equals(topic.name()))
                .forEach(source -> source.input()
                        .pipeInput(new TestRecord<>(key.getBytes(UTF_8), value, new RecordHeaders(), now)));
    }

    private void add(Topic<?, ?> topic, String kind) {
        sources.add(new Source(topic, input(topic), Poison.examples(kind)));
    }

    private TestInputTopic<byte[], byte[]> input(Topic<?, ?> topic) {
        return driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private TestOutputTopic<byte[], byte[]> output(Topic<?, ?> topic) {
        return driver.createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static void written(Work work, Topic<?, ?> topic, TestOutputTopic<byte[], byte[]> output) {
        if (!output.isEmpty()) {
            output.readRecordsToList()
                    .forEach(record -> work.wrote(topic.name(), record.key(), record.value(), record.headers()));
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
