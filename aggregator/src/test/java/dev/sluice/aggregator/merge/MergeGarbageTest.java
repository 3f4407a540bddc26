package dev.sluice.aggregator.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.delta.CombinerMessage;
import dev.sluice.aggregator.delta.PendingDeltas;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileDeletion;
import dev.sluice.schemas.message.FileDeletion.FileDeleted;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.StreamEvent;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random bytes, and valid records that were changed a little, in each topic that merge reads: other files still end with exact results. */
class MergeGarbageTest {
    private static final Topics TOPICS = MergeDriver.TOPICS;
    private static final int RECORDS = 1_500;
    /** Extreme numbers, times and texts. */
    private static final List<String> EXTREMES = List.of(
            "-1",
            "9223372036854775807",
            "-9223372036854775808",
            "1e400",
            "null",
            "{}",
            "[]",
            "\"\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"\\u0000\"");

    private final MergeDriver driver;

    MergeGarbageTest(@TempDir Path stateDir) {
        driver = new MergeDriver(stateDir);
    }

    private record Input(Topic<?, ?> topic, byte[] key, byte[] value) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldContinueAfterAnyInput(long seed) {
        Random random = new Random(seed);
        List<Input> valid = validInputs();
        try (driver) {
            for (int i = 0; i < RECORDS; i++) {
                Input input = changed(valid.get(random.nextInt(valid.size())), random);
                driver.send(input.topic(), input.key(), input.value());
                if (i % 100 == 0) {
                    driver.passTime();
                    driver.sendWholeFile("good-" + i);
                }
            }
            driver.passTime();

            for (int i = 0; i < RECORDS; i += 100) {
                FileSummary good = driver.files().state("good-" + i).summary();
                assertThat(good.status()).isEqualTo(FileStatus.PARTIAL);
                assertThat(good.validRows()).isOne();
                assertThat(good.invalidRows()).isOne();
            }
            List<TestRecord<byte[], byte[]>> letters = driver.deadLetters();
            assertThat(letters).isNotEmpty().allSatisfy(letter -> assertThat(letter.value())
                    .hasSizeLessThanOrEqualTo(Topics.MAX_RECORD_BYTES));
            assertThat(driver.metrics.deadLetters()).isEqualTo(letters.size());
        }
    }

    private static List<Input> validInputs() {
        List<Input> inputs = new ArrayList<>();
        FileEvent opened =
                new FileEvent.FileOpened("f", "sensor-readings", "f.csv", "a,b", null, Instant.EPOCH, 1_000, null);
        FileEvent closed = new FileEvent.FileClosed("f", 2, 10, 5, "0".repeat(64));
        StreamEvent streamClosed = new StreamClosed("s", 3);
        FileDeletion deleted = new FileDeleted("f");
        InvalidRow row = TestRows.invalid("f", 0L, 3);
        var whole = new ChunkSplit.WholeFile("sensor-readings", "x", Instant.EPOCH, 0, 7, "a,b", "", null);
        ChunkSplit split = new ChunkSplit("r", 0, null, 9, new Tally(2, 5), new Tally(1, 4), whole, null);
        add(inputs, TOPICS.fileEvents(), "f", opened);
        add(inputs, TOPICS.fileEvents(), "f", closed);
        add(inputs, TOPICS.streamEvents(), "s", streamClosed);
        add(inputs, TOPICS.fileDeletions(), "f", deleted);
        add(inputs, TOPICS.invalidRows(), "f", row);
        add(inputs, TOPICS.splitEvents(), "r", split);
        PendingDeltas pending = new PendingDeltas();
        pending.add(TestRows.reading("f", 0L, 2L, "a", 1));
        pending.add(TestRows.measurement("s", null, 2L, "b", 1, 2, 3));
        pending.drainTo((id, batch) -> inputs.add(new Input(TOPICS.deltas(), id.getBytes(UTF_8), batch)));
        inputs.add(new Input(TOPICS.deltas(), "s".getBytes(UTF_8), new CombinerMessage.SetAside(0, 4).toBytes()));
        inputs.add(new Input(
                TOPICS.fileResults(),
                "f".getBytes(UTF_8),
                "{\"file_id\":\"f\",\"status\":\"failed\"}".getBytes(UTF_8)));
        return inputs;
    }

    private static <V> void add(List<Input> inputs, Topic<String, V> topic, String key, V value) {
        byte[] bytes = topic.valueSerde().serializer().serialize(topic.name(), value);
        inputs.add(new Input(topic, key.getBytes(UTF_8), bytes));
    }

    private static Input changed(Input input, Random random) {
        byte[] key = random.nextInt(8) == 0 ? randomBytes(random) : input.key();
        byte[] value =
                switch (random.nextInt(6)) {
                    case 0 -> randomBytes(random);
                    case 1 -> null;
                    case 2 -> Arrays.copyOf(input.value(), random.nextInt(input.value().length));
                    case 3 -> flipped(input.value(), random);
                    case 4 -> extreme(input.value(), random);
                    default -> input.value();
                };
        return new Input(input.topic(), random.nextInt(50) == 0 ? null : key, value);
    }

    private static byte[] randomBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] flipped(byte[] value, Random random) {
        byte[] changed = value.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        return changed;
    }

    /** Replaces one value of the JSON. */
    private static byte[] extreme(byte[] value, Random random) {
        String json = new String(value, UTF_8);
        int colon = json.indexOf(':', random.nextInt(json.length()));
        if (colon < 0) {
            return flipped(value, random);
        }
        int end = colon + 1;
        while (end < json.length() && json.charAt(end) != ',' && json.charAt(end) != '}') {
            end++;
        }
        String other = EXTREMES.get(random.nextInt(EXTREMES.size()));
        return (json.substring(0, colon + 1) + other + json.substring(end)).getBytes(UTF_8);
    }
}
