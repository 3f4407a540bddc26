package dev.sluice.splitter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.benchmarks.fuzz.Finding;
import dev.sluice.benchmarks.fuzz.FuzzedStage;
import dev.sluice.benchmarks.fuzz.Poison;
import dev.sluice.benchmarks.fuzz.Work;
import dev.sluice.schemas.Settings;
import dev.sluice.schemas.StreamsSettings;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.Topics;
import dev.sluice.schemas.Tracing;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.ValidRowReader;
import dev.sluice.schemas.quarantine.AttemptNotes;
import dev.sluice.schemas.quarantine.Quarantine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The splitter's topology, fed with records of {@code raw-chunks}: chunks of gateways and what direct producers may write. */
public final class FuzzedSplitter implements FuzzedStage {
    private static final String HEADER_ROW = "timestamp,sensor_id,value";
    private static final String GOOD_ROW = "2026-11-01T00:00:00Z,boiler,20.5\n";
    /** How many of an input's rows are read as the next stage reads them. */
    private static final int READ = 20;

    private static final Uuid TOPIC_ID = new Uuid(1, 1);

    private static final List<String> READINGS = Poison.examples("reading");
    private static final List<String> MEASUREMENTS = Poison.examples("measurement");
    private static final List<String> ROWS = Poison.examples("valid-row");

    private final Topics topics;
    private final ValidRowReader rowReader;
    private final Deserializer<InvalidRow> invalidReader;
    private final Deserializer<ChunkSplit> splitReader;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> rawChunks;
    private final TestOutputTopic<byte[], byte[]> valid;
    private final TestOutputTopic<byte[], byte[]> invalid;
    private final TestOutputTopic<byte[], byte[]> splits;
    private final TestOutputTopic<byte[], byte[]> deadLetters;
    private Instant now = Instant.parse("2026-11-01T00:00:00Z");

    public FuzzedSplitter() {
        SplitterProperties properties = SplitterProperties.read(new Settings(Map.of()));
        topics = properties.topics();
        rowReader = new ValidRowReader(properties.datasets());
        invalidReader = topics.invalidRows().valueSerde().deserializer();
        splitReader = topics.splitEvents().valueSerde().deserializer();
        Quarantine quarantine =
                new Quarantine("row-splitter", AttemptNotes.inMemory(), StreamsSettings.TRANSACTION_TIMEOUT);
        Properties config = new Properties();
        config.putAll(SplitterStreamsConfig.of(Map.of("bootstrap.servers", "localhost:1"), properties, quarantine));
        config.put(
                "state.dir",
                System.getProperty("java.io.tmpdir") + "/sluice-fuzz-splitter-"
                        + ProcessHandle.current().pid());
        driver = new TopologyTestDriver(
                SplitterTopology.addTo(
                        new Topology(),
                        topics,
                        properties.datasets(),
                        topic -> TOPIC_ID,
                        new SplitterMeters(new SimpleMeterRegistry()),
                        Tracing.OFF,
                        quarantine),
                config,
                now);
        rawChunks = driver.createInputTopic(
                topics.rawChunks().name(), new ByteArraySerializer(), new ByteArraySerializer());
        valid = output(topics.validRows());
        invalid = output(topics.invalidRows());
        splits = output(topics.splitEvents());
        deadLetters = output(topics.deadLetters());
    }

    @Override
    public Work take(Poison poison) {
        Headers headers = new RecordHeaders();
        byte[] key = null;
        byte[] value;
        if (poison.oneOf(2)) {
            headers = chunk(poison);
            key = poison.key("file");
            value = poison.csv(false);
        } else {
            if (poison.oneOf(3)) {
                key = poison.key(poison.fileId());
            }
            if (poison.oneOf(2)) {
                headers.add(
                        ChunkHeaders.DATASET,
                        poison.any("measurements", "song-plays", "none").getBytes(UTF_8));
            }
            if (poison.oneOf(20)) {
                headers.add(
                        poison.any(ChunkHeaders.FILENAME, ChunkHeaders.CSV_OPTIONS, ChunkHeaders.CONTENT_TYPE, "other"),
                        poison.text().getBytes(UTF_8));
            }
            value = direct(poison);
        }
        if (poison.oneOf(200)) {
            value = null;
        }
        Work work = pipe(headers, key, value);
        if (poison.oneOf(100)) {
            now = now.plusSeconds(1);
            driver.advanceWallClockTime(Duration.ofSeconds(1));
        }
        return work;
    }

    private static byte[] direct(Poison poison) {
        return switch (poison.below(6)) {
            case 0 -> poison.csv(true);
            case 1 -> poison.json(MEASUREMENTS, "f");
            case 2 -> poison.json(ROWS, "f");
            case 3 -> poison.bytes();
            case 4 -> ("[" + new String(poison.json(READINGS, "f"), UTF_8) + "]").getBytes(UTF_8);
            default -> poison.json(READINGS, "f");
        };
    }

    private static Headers chunk(Poison poison) {
        boolean wide = poison.oneOf(10);
        int columns = wide ? 1 + poison.below(Math.max(1, (int) Math.sqrt(poison.length()))) : 3;
        Headers headers = new ChunkHeaders(
                        poison.fileId(),
                        poison.oneOf(20) ? poison.below(3) - 1L : poison.below(1_000_000),
                        poison.oneOf(20) ? Long.MAX_VALUE - poison.below(3) : 1L + poison.below(100),
                        poison.oneOf(20) ? poison.text() : "sensor-readings",
                        poison.oneOf(20) ? poison.text() : "a.csv",
                        poison.oneOf(20) ? poison.text() : poison.header(columns, ','),
                        poison.oneOf(20) ? poison.text() : wide ? "layout=wide" : "delimiter=%2C&header=present",
                        "text/csv")
                .toHeaders();
        if (poison.oneOf(50)) {
            headers.remove(poison.any(ChunkHeaders.FILE_ID, ChunkHeaders.CHUNK, ChunkHeaders.DATASET));
        }
        return headers;
    }

    @Override
    public void takeGood(long number) {
        Headers headers = new ChunkHeaders(
                        "good-" + number, 0, 2, "sensor-readings", "good.csv", HEADER_ROW, "", "text/csv")
                .toHeaders();
        rawChunks.pipeInput(new TestRecord<>(null, GOOD_ROW.getBytes(UTF_8), headers, now));
        List<TestRecord<byte[], byte[]>> rows = valid.readRecordsToList();
        List<TestRecord<byte[], byte[]>> events = splits.readRecordsToList();
        if (rows.size() != 1 || events.size() != 1 || !invalid.isEmpty() || !deadLetters.isEmpty()) {
            throw new Finding("expected one row and one split of a good chunk, found " + rows.size() + " and "
                    + events.size() + ", or something else beside them");
        }
        if (rowReader.deserialize(topics.validRows().name(), rows.get(0).value())
                        .measured()[0]
                != 20.5) {
            throw new Finding("expected the value 20.5 of a good row, found another");
        }
    }

    private Work pipe(Headers headers, byte @Nullable [] key, byte @Nullable [] value) {
        Work work = new Work();
        work.read(key);
        work.read(value);
        work.read(headers);
        work.repeats(key);
        headers.forEach(header -> {
            if (!header.key().equals(ChunkHeaders.CSV_HEADER)) {
                work.repeats(header.value());
            }
        });
        rawChunks.pipeInput(new TestRecord<>(key, value, headers, now));

        List<TestRecord<byte[], byte[]>> validRows = written(work, topics.validRows(), valid);
        List<TestRecord<byte[], byte[]>> invalidRows = written(work, topics.invalidRows(), invalid);
        List<TestRecord<byte[], byte[]>> events = written(work, topics.splitEvents(), splits);
        written(work, topics.deadLetters(), deadLetters);
        validRows.stream()
                .limit(READ)
                .forEach(row -> rowReader.deserialize(topics.validRows().name(), row.value()));
        invalidRows.stream()
                .limit(READ)
                .forEach(row -> invalidReader.deserialize(topics.invalidRows().name(), row.value()));
        for (TestRecord<byte[], byte[]> event : events) {
            // A reject of a wide row counts for each of its cells.
            ChunkSplit split = splitReader.deserialize(topics.splitEvents().name(), event.value());
            if (split.valid().rows() != validRows.size() || split.invalid().rows() < invalidRows.size()) {
                throw new Finding("expected a split that counts at least " + validRows.size() + " valid and "
                        + invalidRows.size() + " invalid rows, found "
                        + split.valid().rows() + " and " + split.invalid().rows());
            }
        }
        return work;
    }

    private static List<TestRecord<byte[], byte[]>> written(
            Work work, Topic<?, ?> topic, TestOutputTopic<byte[], byte[]> output) {
        List<TestRecord<byte[], byte[]>> records = output.isEmpty() ? List.of() : output.readRecordsToList();
        records.forEach(record -> work.wrote(topic.name(), record.key(), record.value(), record.headers()));
        return records;
    }

    private TestOutputTopic<byte[], byte[]> output(Topic<?, ?> topic) {
        return driver.createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        driver.close();
    }
}
