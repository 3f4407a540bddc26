package dev.sluice.schemas.row;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.shipped.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the fast path with the general reader: it reads the same rows, or gives up. */
class RowFastPathTest {
    private static final String RULES = """
            {
              "name": "rules",
              "fields": [
                {"name": "at", "type": "datetime", "constraints": {"minimum": "2024-01-01T00:00:00Z"}},
                {"name": "é\\"\\\\", "type": "string", "constraints": {"enum": ["a", "b"]}},
                {"name": "ok", "type": "boolean"},
                {"name": "note", "type": "string"},
                {"name": "extra", "type": "number"},
                {"name": "n", "type": "integer", "constraints": {"maximum": 100}}
              ],
              "sluice": {"groupBy": ["é\\"\\\\", "ok"], "measure": "n", "time": "at"}
            }""";

    private static final String OPTIONAL = """
            {
              "name": "optional",
              "fields": [
                {"name": "day", "type": "date"},
                {"name": "who", "type": "string"},
                {"name": "skipped", "type": "datetime"},
                {"name": "flag", "type": "boolean"},
                {"name": "n", "type": "integer"}
              ],
              "sluice": {"groupBy": ["who"], "measure": "n", "time": "day"}
            }""";

    private static final String[] TIMES = values("""
            "2024-05-01T10:00:00Z" | "2024-02-29T23:59:59.123Z" | "2023-02-29T00:00:00Z" | "0000-02-29T00:00:00Z"
            "1900-02-29T10:00:00Z" | "2000-02-29T10:00:00Z" | "2024-05-01T10:00:00.123456789Z" | "2024-05-01T10:00:00.Z"
            "2024-05-01T10:00:00.1234567890Z" | "2024-05-01 10:00:00Z" | "2024-05-01T12:00:00+02:00" | "2024-05-01T10:00Z"
            "2024-13-01T10:00:00Z" | "2024-00-01T10:00:00Z" | "2024-04-31T10:00:00Z" | "2024-04-00T10:00:00Z"
            "2024-05-01T24:00:00Z" | "2024-05-01T10:60:00Z" | "2024-05-01T10:00:60Z" | "9999-12-31T23:59:59.999999Z"
            "2024-05-01T10:00:00z" | "+024-05-01T10:00:00Z" | "2024-05-1/T10:00:00Z" | "1024-05-01T10:00:00Z"
            "2024-05-01T10:00:00" | "2024-05-01" | "1714564800" | 7 | null""");
    private static final String[] TEXTS = values("""
            "sensor-1" | "a" | "b" | "" | " " | "\t" | "é→😀" | "a\\"b" | "\\u0041" | "\uFFFD" | "x,y" | "\u007f" | "\\ud83d" | "/"
            7 | null | true | "a very long text, so long that it is not worth while to remember it, for it takes more than a \
            hundred and twenty eight bytes as it stands here\"""");
    private static final String[] NUMBERS = values("""
            1 | 0 | -0 | -0.0 | 0.1 | 21.5 | -21.57 | 100 | 101 | 007 | 01.5 | 1. | .5 | - | +1 | 1e3 | 1E-3 | 1e | 1.0E10
            1e999 | -1e999 | 9007199254740991 | 9007199254740992 | 9007199254740993 | 900719925474099.3 | 9223372036854775807
            9223372036854775808 | -9223372036854775808 | 999999999999999999 | 1000000000000000000 | 0.000000000000000001
            0.0000000000000000001 | 123456789012345678901234567890 | 4.9E-324 | 1.7976931348623157E308 | NaN | "1" | null
            10000000000000000000000000000000000000000000000000000000000000000000 | [1] | 0x10 | 1.5.5 | --1""");
    private static final String[] LISTS = values("""
            [1] | [1,2.5,-3e0] | [] | [1, 2] | [1,] | [,1] | ["1"] | [1 | [[1]] | null | 5 | [01] | [1,null]""");
    private static final String[] TRUTHS = values("""
            true | false | True | tru | "true" | 1 | null""");
    private static final String[] WHOLE = values("""
            0 | 7 | 10000 | -1 | 01 | 1.0 | 1e3 | 999999999999999999 | 9223372036854775807 | 9223372036854775808 | null | "1" |""");
    private static final String[] FILE_IDS = values("""
            "0199c2a0-0000-7000-8000-000000000001" | "f" | "my.stream" | "a b" | "" | ".." | "\\u0066" | null | 7 | "é"
            "0123456789-0123456789-0123456789-0123456789-0123456789-0123456789\"""");

    @TempDir
    private Path documents;

    private ValidRowReader general;
    /** One for all rows of a test, as its caches must make no difference. */
    private RowFastPath quick;

    private int quicklyRead;

    @BeforeEach
    void readDatasets() throws IOException {
        Files.writeString(documents.resolve("rules.json"), RULES);
        Files.writeString(documents.resolve("optional.json"), OPTIONAL);
        Datasets datasets = Datasets.of(documents);
        general = new ValidRowReader(datasets);
        quick = new RowFastPath(datasets.all().stream().map(ValidRowFields::new).toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldReadWhatTheGeneralReaderReadsOrNothing(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            List<String> row = properties(random);
            if (random.nextInt(8) == 0) {
                Collections.shuffle(row, random);
            }
            if (random.nextInt(12) == 0) {
                row.add(pick(row, random));
            }
            if (random.nextInt(12) == 0) {
                row.remove(random.nextInt(row.size()));
            }
            String separator = random.nextInt(20) == 0 ? " ," : ",";
            compare(("{" + String.join(separator, row) + "}").getBytes(UTF_8));
        }
        assertThat(quicklyRead).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void shouldReadTheSameOfBrokenRowsOrNothing(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] row = ("{" + String.join(",", plainProperties(random)) + "}").getBytes(UTF_8);
            compare(broken(row, random));
        }
        assertThat(quicklyRead).isGreaterThan(1_000);
    }

    @Test
    void shouldReadEachBeginningOfARowAsTheGeneralReaderDoes() {
        byte[] row = json("\"sensor-1\"", "21.5").getBytes(UTF_8);
        for (int length = 0; length < row.length; length++) {
            compare(Arrays.copyOf(row, length));
        }
        assertThat(quicklyRead).isZero();
        compare(row);
        assertThat(quicklyRead).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 15, 16, 17, 18})
    void shouldFindTheDoubleThatIsNearest(int digits) {
        Random random = new Random(digits);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder number = new StringBuilder(random.nextBoolean() ? "-" : "").append(1 + random.nextInt(9));
            int point = 1 + random.nextInt(digits - 1);
            for (int k = 1; k < digits; k++) {
                number.append(k == point ? "." : "").append(random.nextInt(10));
            }
            compare(json("\"s\"", number.toString()).getBytes(UTF_8));
        }
        assertThat(quicklyRead).isEqualTo(20_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sensor-readings", "measurements", "song-plays"})
    void shouldReadWhatTheWriterWrites(String dataset) {
        compare(("{\"file_id\":\"f\",\"chunk\":3,\"line\":7,\"dataset\":\"" + dataset + "\","
                        + switch (dataset) {
                            case "song-plays" -> "\"Song\":\"Ümläut\",\"Date\":\"2024-01-26\",\"Number of Plays\":7";
                            case "measurements" -> "\"time_stamp\":\"2024-01-26T15:00:00Z\",\"data\":[1.5,2.0]";
                            default ->
                                "\"timestamp\":\"2024-01-26T15:00:00.123Z\",\"sensor_id\":\"s\",\"value\":1.0E10";
                        }
                        + "}")
                .getBytes(UTF_8));
        assertThat(quicklyRead).isOne();
    }

    /** If the fast path returns a row, the general reader must return the same. */
    private void compare(byte[] row) {
        ValidRow read = quick.read(row);
        if (read == null) {
            return;
        }
        quicklyRead++;
        ValidRow expected;
        try {
            expected = general.readAny(row);
        } catch (SerializationException e) {
            throw new AssertionError("expected a refusal of " + new String(row, UTF_8) + ", found " + read, e);
        }
        assertThat(parts(read)).as(new String(row, UTF_8)).isEqualTo(parts(expected));
    }

    private static List<Object> parts(ValidRow row) {
        return Arrays.asList(
                row.fileId(),
                row.chunk(),
                row.line(),
                row.dataset().name(),
                row.series(),
                Arrays.toString(row.measured()),
                row.timeMicros());
    }

    private static String json(String sensor, String value) {
        return "{\"file_id\":\"f\",\"chunk\":3,\"line\":7,\"dataset\":\"sensor-readings\","
                + "\"timestamp\":\"2024-05-01T10:00:00Z\",\"sensor_id\":" + sensor + ",\"value\":" + value + "}";
    }

    /** Nearly every value is valid, as otherwise no row would be. */
    private static List<String> properties(Random random) {
        List<String> row = new ArrayList<>();
        row.add("\"file_id\":" + oneOf(FILE_IDS, 3, random));
        if (random.nextInt(4) > 0) {
            row.add("\"chunk\":" + oneOf(WHOLE, 3, random));
        }
        row.add("\"line\":" + oneOf(WHOLE, 3, random));
        switch (random.nextInt(6)) {
            case 0 -> {
                row.add("\"dataset\":\"rules\"");
                row.add("\"at\":" + oneOf(TIMES, 2, random));
                row.add("\"é\\\"\\\\\":" + oneOf(TEXTS, 3, random));
                row.add("\"ok\":" + oneOf(TRUTHS, 2, random));
                row.add("\"note\":" + oneOf(TEXTS, 3, random));
                row.add("\"extra\":" + oneOf(NUMBERS, 8, random));
                row.add("\"n\":" + oneOf(NUMBERS, 3, random));
            }
            case 1 -> {
                row.add("\"dataset\":\"optional\"");
                row.add("\"day\":\"2024-0" + random.nextInt(10) + "-" + (10 + random.nextInt(25)) + "\"");
                row.add("\"who\":" + oneOf(TEXTS, 3, random));
                row.add("\"skipped\":" + oneOf(TIMES, 2, random));
                row.add("\"flag\":" + oneOf(TRUTHS, 2, random));
                row.add("\"n\":" + oneOf(NUMBERS, 3, random));
            }
            case 2 -> {
                row.add("\"dataset\":\"measurements\"");
                row.add("\"time_stamp\":" + oneOf(TIMES, 2, random));
                row.add("\"data\":" + oneOf(LISTS, 3, random));
            }
            case 3 -> {
                row.add("\"dataset\":\"song-plays\"");
                row.add("\"Song\":" + oneOf(TEXTS, 3, random));
                row.add("\"Date\":\"2024-0" + random.nextInt(10) + "-" + (10 + random.nextInt(25)) + "\"");
                row.add("\"Number of Plays\":" + oneOf(NUMBERS, 3, random));
            }
            default -> {
                row.add("\"dataset\":" + (random.nextInt(20) == 0 ? "\"none\"" : "\"sensor-readings\""));
                row.add("\"timestamp\":" + oneOf(TIMES, 2, random));
                row.add("\"sensor_id\":" + oneOf(TEXTS, 3, random));
                row.add("\"value\":" + oneOf(NUMBERS, 8, random));
            }
        }
        return row;
    }

    private static List<String> plainProperties(Random random) {
        return List.of(
                "\"file_id\":\"f" + random.nextInt(3) + "\"",
                "\"chunk\":" + random.nextInt(3),
                "\"line\":" + random.nextInt(1_000),
                "\"dataset\":\"sensor-readings\"",
                "\"timestamp\":" + TIMES[random.nextInt(2)],
                "\"sensor_id\":\"sensör-" + random.nextInt(100) + "\"",
                "\"value\":" + random.nextInt(100_000) / 100.0);
    }

    /** Sometimes with a byte changed, removed or inserted. */
    private static byte[] broken(byte[] row, Random random) {
        int at = random.nextInt(row.length);
        byte other = random.nextBoolean()
                ? (byte) random.nextInt(256)
                : "0123456789-+.eE\"\\,:{}[] Zé".getBytes(ISO_8859_1)[random.nextInt(26)];
        byte[] broken = row.clone();
        switch (random.nextInt(4)) {
            case 0 -> broken[at] = other;
            case 1 -> {
                broken = Arrays.copyOf(row, row.length - 1);
                System.arraycopy(row, at + 1, broken, at, row.length - at - 1);
            }
            case 2 -> {
                broken = Arrays.copyOf(row, row.length + 1);
                broken[at] = other;
                System.arraycopy(row, at, broken, at + 1, row.length - at);
            }
            default -> {
                return row;
            }
        }
        return broken;
    }

    /** Mostly one of the first. */
    private static String oneOf(String[] values, int usual, Random random) {
        return values[random.nextInt(random.nextInt(6) == 0 ? values.length : usual)];
    }

    private static String pick(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    /** By lines and bars. */
    private static String[] values(String table) {
        return table.split(" *[|\n] *", -1);
    }
}
