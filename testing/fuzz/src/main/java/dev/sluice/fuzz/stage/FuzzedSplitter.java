package dev.sluice.fuzz.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.fuzz.input.Examples;
import dev.sluice.fuzz.input.Poison;
import dev.sluice.runtime.quarantine.AttemptNotes;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.streams.StreamsSettings;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.ChunkHeaders.BadRow;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.schemas.row.ValidRowReader;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.splitter.settings.SplitterProperties;
import dev.sluice.splitter.split.SeenChunks;
import dev.sluice.splitter.split.SplitterMetrics;
import dev.sluice.splitter.split.SplitterTopology;
import dev.sluice.splitter.streams.SplitterStreamsConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The splitter's topology, fed with records of {@code raw-chunks}: chunks of gateways and records of direct producers.
 */
public final class FuzzedSplitter implements FuzzedStage {
    private static final String HEADER_ROW = "timestamp,sensor_id,value";
    private static final String GOOD_ROW = "2026-11-01T00:00:00Z,boiler,20.5\n";
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Uuid TOPIC_ID = new Uuid(1, 1);

    private static final Examples READINGS = Examples.of("reading");
    private static final Examples MEASUREMENTS = Examples.of("measurement");
    private static final Examples ROWS = Examples.of("valid-row");

    private final Topics topics;
    private final ValidRowReader rowReader;
    private final Deserializer<InvalidRow> invalidReader;
    private final Deserializer<ChunkSplit> splitReader;
    private final DrivenTopology topology;

    public FuzzedSplitter() {
        SplitterProperties properties = SplitterProperties.read(new Settings(Map.of()));
        topics = properties.topics();
        rowReader = new ValidRowReader(properties.datasets());
        invalidReader = topics.invalidRows().valueSerde().deserializer();
        splitReader = topics.splitEvents().valueSerde().deserializer();
        Quarantine quarantine =
                new Quarantine("row-splitter", AttemptNotes.inMemory(), StreamsSettings.TRANSACTION_TIMEOUT);
        topology = new DrivenTopology(
                SplitterTopology.addTo(
                        new Topology(),
                        topics,
                        properties.datasets(),
                        topic -> TOPIC_ID,
                        new SplitterMetrics(new SimpleMeterRegistry()),
                        Tracing.OFF,
                        quarantine,
                        // On disk each record would create a file.
                        SeenChunks.inMemory(topics)),
                SplitterStreamsConfig.of(Map.of("bootstrap.servers", "localhost:1"), properties, quarantine));
    }

    /** A record of {@code raw-chunks}. */
    private record Input(Headers headers, byte @Nullable [] key, byte @Nullable [] value) {}

    @Override
    public Work take(Poison poison) {
        Input input = poison.oneOf(10) ? otherChunk(poison) : poison.oneOf(2) ? chunk(poison) : direct(poison);
        Work work = new Work();
        work.read(input.key());
        work.read(input.value());
        work.read(input.headers());
        work.repeats(input.key());
        input.headers().forEach(header -> {
            if (!header.key().equals(ChunkHeaders.CSV_HEADER)) {
                work.repeats(header.value());
            }
        });
        topology.send(topics.rawChunks().name(), input.headers(), input.key(), input.value());
        new Written(work).requireBalanced(input.value() == null ? 0 : input.value().length);
        if (poison.oneOf(100)) {
            topology.wait(TICK);
        }
        if (poison.oneOf(1_000)) {
            topology.pass(TICK);
        }
        return work;
    }

    /** Like a gateway. */
    private static Input chunk(Poison poison) {
        boolean wide = poison.oneOf(10);
        int columns = wide ? poison.wide() : 3;
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
        return new Input(headers, poison.key("file"), poison.oneOf(200) ? null : poison.csv(false, columns, ','));
    }

    /** Like a gateway that cuts JSON, or has found a row that can't be read. */
    private static Input otherChunk(Poison poison) {
        String contentType = poison.any(ChunkHeaders.JSON, ChunkHeaders.NDJSON, ChunkHeaders.CSV);
        boolean bad = contentType.equals(ChunkHeaders.CSV) || poison.oneOf(10);
        Headers headers = new ChunkHeaders(
                        poison.fileId(),
                        poison.below(1_000_000),
                        1L + poison.below(100),
                        "sensor-readings",
                        "a.json",
                        null,
                        "",
                        contentType,
                        bad ? new BadRow(poison.text(), poison.below(1_000_000)) : null)
                .toHeaders();
        byte[] value = poison.oneOf(3) ? poison.bytes() : poison.json(READINGS, "f");
        return new Input(headers, poison.key("file"), poison.oneOf(200) ? null : value);
    }

    /** Like a direct producer. */
    private static Input direct(Poison poison) {
        String dataset = "sensor-readings";
        byte[] value;
        switch (poison.below(7)) {
            case 0 -> value = poison.csv(true);
            case 1 -> {
                dataset = "measurements";
                value = poison.json(MEASUREMENTS, "f");
            }
            case 2 -> {
                dataset = "measurements";
                value = poison.mutated(list(poison).getBytes(UTF_8));
            }
            case 3 -> value = poison.json(ROWS, "f");
            case 4 -> value = poison.bytes();
            case 5 -> value = ("[" + new String(poison.json(READINGS, "f"), UTF_8) + "]").getBytes(UTF_8);
            default -> value = poison.json(READINGS, "f");
        }
        Headers headers = new RecordHeaders();
        if (!poison.oneOf(5)) {
            String named = poison.oneOf(10) ? poison.any("measurements", "song-plays", "none") : dataset;
            headers.add(ChunkHeaders.DATASET, named.getBytes(UTF_8));
        }
        if (poison.oneOf(20)) {
            headers.add(
                    poison.any(ChunkHeaders.FILENAME, ChunkHeaders.CSV_OPTIONS, ChunkHeaders.CONTENT_TYPE, "other"),
                    poison.text().getBytes(UTF_8));
        }
        return new Input(
                headers, poison.oneOf(3) ? poison.key(poison.fileId()) : null, poison.oneOf(200) ? null : value);
    }

    /** Each of its numbers is longer in the output than in the input. */
    private static String list(Poison poison) {
        return "{\"time_stamp\":\"2026-11-01T10:00:00Z\",\"data\":[" + "1,".repeat(poison.length() / 2) + "1]}";
    }

    @Override
    public void takeGood(long number) {
        Headers headers = new ChunkHeaders(
                        "good-" + number, 0, 2, "sensor-readings", "good.csv", HEADER_ROW, "", "text/csv")
                .toHeaders();
        topology.send(topics.rawChunks().name(), headers, null, GOOD_ROW.getBytes(UTF_8));
        Written written = new Written(new Work());
        if (written.valid.size() != 1 || written.splits.size() != 1 || written.records != 2) {
            throw new Finding("expected one row and one split of a good chunk, found " + written);
        }
        if (rowReader.deserialize(topics.validRows().name(), written.valid.get(0))
                        .measured()[0]
                != 20.5) {
            throw new Finding("expected the value 20.5 of a good row, found another");
        }
    }

    /** The output since the last call. */
    private final class Written {
        private final List<byte[]> valid;
        private final List<byte[]> invalid;
        private final List<byte[]> splits;
        private final List<byte[]> deadLetters;
        private final int records;

        Written(Work work) {
            Map<String, List<TestRecord<byte[], byte[]>>> all = topology.written(work);
            valid = values(all, topics.validRows());
            invalid = values(all, topics.invalidRows());
            splits = values(all, topics.splitEvents());
            deadLetters = values(all, topics.deadLetters());
            records = all.values().stream().mapToInt(List::size).sum();
        }

        private static List<byte[]> values(Map<String, List<TestRecord<byte[], byte[]>>> all, Topic<?, ?> topic) {
            return all.getOrDefault(topic.name(), List.of()).stream()
                    .map(TestRecord::value)
                    .toList();
        }

        /** The next stage can read all of it, and a chunk's split event counts exactly its rows. */
        void requireBalanced(long bytes) {
            Tally validRows = Tally.NONE;
            boolean numbered = false;
            for (byte[] value : valid) {
                ValidRow row = rowReader.deserialize(topics.validRows().name(), value);
                numbered |= row.chunk() != null;
                validRows = validRows.plus(row.line() == null ? 0 : row.line());
            }
            Tally invalidRows = Tally.NONE;
            for (byte[] value : invalid) {
                InvalidRow row = invalidReader.deserialize(topics.invalidRows().name(), value);
                requireFew(row);
                numbered |= row.chunk() != null;
                invalidRows = invalidRows.plus(row.tally());
            }
            if (splits.size() > 1 || deadLetters.size() > 1 || (numbered && splits.isEmpty())) {
                throw new Finding(
                        "expected one split of a chunk with rows, and one dead letter at most, found " + this);
            }
            for (byte[] value : splits) {
                ChunkSplit split = splitReader.deserialize(topics.splitEvents().name(), value);
                if (!split.valid().equals(validRows)
                        || !split.invalid().equals(invalidRows)
                        || split.bytes() != bytes) {
                    throw new Finding("expected a split of " + bytes + " bytes that counts " + validRows + " and "
                            + invalidRows + ", found " + split);
                }
            }
        }

        private static void requireFew(InvalidRow row) {
            int told = row.errors().size();
            if (told > InvalidRow.MAX_ERRORS) {
                throw new Finding(
                        "expected at most " + InvalidRow.MAX_ERRORS + " reported errors in a reject, found " + told);
            }
        }

        @Override
        public String toString() {
            return valid.size() + " valid rows, " + invalid.size() + " rejects, " + splits.size() + " splits and "
                    + deadLetters.size() + " dead letters";
        }
    }

    @Override
    public void close() {
        topology.close();
    }
}
