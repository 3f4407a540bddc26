package dev.sluice.schemas.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.schemas.message.FileIds;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.dataset.type.Timestamps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidRowReaderTest {
    private static final String[] PIECES = {"a", "7", " ", "\"", "\\", "\n", "\u0000", "é", "→", "😀", "/", ","};
    private static final long NOON =
            Timestamps.parseMicros("2024-05-01T12:00:00Z").orElseThrow();

    private static final String DIRECT = """
            {"file_id": "my-stream", "timestamp": "2024-05-01T12:00:00Z", "sensor_id": "s1", "value": 21.5}""";

    @Test
    void shouldReadWhatItsWriterWrites() {
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            String fileId = "file." + random.nextInt(1_000);
            Long chunk = random.nextBoolean() ? random.nextLong() >>> 1 : null;
            Dataset dataset = Datasets.shipped().all().get(random.nextInt(3));
            long line = random.nextLong() >>> 1;
            Object[] values = randomValues(dataset, random);

            ValidRow row = read(new ValidRowWriter(fileId, chunk, dataset).write(line, values));

            assertThat(row)
                    .as("seed %d", seed)
                    .usingRecursiveComparison()
                    .isEqualTo(new ValidRow(
                            fileId,
                            chunk,
                            line,
                            dataset,
                            dataset.seriesKey(values),
                            measured(values[dataset.measure().index()]),
                            dataset.time() == null
                                    ? null
                                    : (Long) values[dataset.time().index()]));
        }
    }

    @Test
    void shouldReadTheRowOfADirectProducer() {
        assertIsDirect(read(DIRECT), 21.5);
    }

    @Test
    void shouldTakePropertiesInAnyOrderSkipOthersAndIgnoreNulls() {
        assertIsDirect(read("""
                {"unit": {"name": "K", "value": 1}, "value": 5, "tags": ["sensor_id", {}], "chunk": null, "line": null,
                 "sensor_id": "s1", "dataset": null, "timestamp": "2024-05-01 14:00+02:00", "file_id": "my-stream"}
                """), 5);
        assertIsDirect(read("""
                {"dataset": "sensor-readings", "tags": [[1], {"value": 7}], "value": 5, "unit": {"value": 6}, "note": "x",
                 "sensor_id": "s1", "timestamp": "2024-05-01 14:00+02:00", "file_id": "my-stream"}
                """), 5);
    }

    @Test
    void shouldTakeTheDatasetAsTheLastProperty() {
        ValidRow row = read("""
                {"data": [0, 2e0, -1.5], "time_stamp": "2024-05-01T12:00:00Z", "file_id": "f", "dataset": "measurements"}""");

        assertThat(row.dataset().name()).isEqualTo("measurements");
        assertThat(row.series()).isEqualTo("2024-05-01T12:00:00Z");
        assertThat(row.measured()).containsExactly(0, 2, -1.5);
        assertThat(row.timeMicros()).isEqualTo(NOON);
    }

    @Test
    void shouldReadARowOfSeveralGroupFieldsAndNoTime() {
        ValidRow row = read("""
                {"file_id": "f", "chunk": 0, "line": 2, "dataset": "song-plays", "Song": "Umbrella, live",
                 "Date": "2020-01-01", "Number of Plays": 100}""");

        assertThat(row.chunk()).isZero();
        assertThat(row.line()).isEqualTo(2);
        assertThat(row.series()).isEqualTo("\"Umbrella, live\",2020-01-01");
        assertThat(row.measured()).containsExactly(100);
        assertThat(row.timeMicros()).isNull();
    }

    @Test
    void shouldReadEachTypeInItsCanonicalForm(@TempDir Path documents) throws IOException {
        Files.writeString(documents.resolve("trips.json"), """
                {
                  "name": "trips",
                  "missingValues": ["", "-"],
                  "fields": [
                    {"name": "Tag", "type": "date", "format": "%d.%m.%Y"},
                    {"name": "Zug", "type": "boolean", "trueValues": ["ja"], "falseValues": ["nein"]},
                    {"name": "Jahr", "type": "year"},
                    {"name": "Linie", "type": "string"},
                    {"name": "km", "type": "number", "decimalChar": ","},
                    {"name": "Bemerkung", "type": "string"}
                  ],
                  "sluice": {"groupBy": ["Zug", "Jahr", "Linie"], "measure": "km", "time": "Tag"}
                }""");
        Datasets datasets = Datasets.of(documents);
        Dataset trips = datasets.find("trips").orElseThrow();
        String[] cells = {"31.12.2020", "ja", "0987", "S1", "1,5"};
        Object[] values = new Object[6];
        for (int i = 0; i < cells.length; i++) {
            values[i] = trips.fields().get(i).parse(cells[i]);
        }
        values[5] = Field.MISSING;

        byte[] json = new ValidRowWriter("f", 0L, trips).write(2, values);
        ValidRow row = new ValidRowReader(datasets).deserialize("valid-rows", json);

        assertThat(new String(json, UTF_8))
                .endsWith("\"Tag\":\"2020-12-31\",\"Zug\":true,\"Jahr\":987,\"Linie\":\"S1\",\"km\":1.5}");
        assertThat(row.series()).isEqualTo("true,0987,S1");
        assertThat(row.measured()).containsExactly(1.5);
        assertThat(row.timeMicros())
                .isEqualTo(Timestamps.parseMicros("2020-12-31T00:00:00Z").orElseThrow());
    }

    @Test
    void shouldTakeARowWithoutATimeWhereThatIsAllowed(@TempDir Path documents) throws IOException {
        Files.writeString(documents.resolve("visits.json"), """
                {
                  "name": "visits",
                  "fields": [
                    {"name": "at", "type": "datetime"},
                    {"name": "page", "type": "string"},
                    {"name": "seconds", "type": "integer"}
                  ],
                  "sluice": {"groupBy": "page", "measure": "seconds", "time": "at"}
                }""");
        ValidRowReader reader = new ValidRowReader(Datasets.of(documents));

        ValidRow row = reader.deserialize(
                "valid-rows",
                "{\"file_id\":\"f\",\"dataset\":\"visits\",\"page\":\"/\",\"seconds\":7}".getBytes(UTF_8));

        assertThat(row.timeMicros()).isNull();
        assertThat(row.measured()).containsExactly(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file_id", "timestamp", "sensor_id", "value"})
    void shouldRefuseARowThatLacksAField(String field) {
        String lacking = DIRECT.replace('"' + field + '"', "\"other\"");
        String withNull = DIRECT.replaceFirst("\"" + field + "\": [^,}]+", "\"" + field + "\": null");

        assertThat(refusal(lacking)).isEqualTo("expected the field " + field + ", found none");
        assertThat(refusal(withNull)).isEqualTo("expected the field " + field + ", found none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "file_id   | 7                | expected text as file_id, found 7",
                "file_id   | `\"a b\"`        | expected a file_id of RULE, found a b",
                "file_id   | `\"\"`           | `expected a file_id of RULE, found `",
                "dataset   | `\"plays\"`      | expected one of the datasets sensor-readings, measurements, song-plays, found plays",
                "dataset   | 7                | expected text as dataset, found 7",
                "chunk     | `\"1\"`          | expected a whole number as chunk, found 1",
                "chunk     | -1               | expected a whole number as chunk, found -1",
                "line      | 1.5              | expected a whole number as line, found 1.5",
                "timestamp | 1714564800       | expected text as timestamp, found 1714564800",
                "timestamp | `\"2024-05\"` | `timestamp: expected a date and time (ISO-8601, or epoch seconds or "
                        + "milliseconds), found \"2024-05\"`",
                "sensor_id | 7                | expected text as sensor_id, found 7",
                "sensor_id | `\"\"`           | sensor_id: expected a value, found an empty cell",
                "sensor_id | `\" \\t\"`       | sensor_id: expected a value, found an empty cell",
                "sensor_id | `\"\\ud83d\"`    | sensor_id: expected Unicode text, found half a surrogate pair",
                "sensor_id | `\"\\ude00\\ud83d\"` | sensor_id: expected Unicode text, found half a surrogate pair",
                "value     | `\"1\"`          | expected a number as value, found 1",
                "value     | true             | expected a number as value, found true",
                "value     | {}               | expected a number as value, found {",
                "value     | [1]              | expected a number as value, found 1",
                "value     | [{}, [1], 2]     | expected a number as value, found [",
                "value     | 1e999            | `value: expected a finite decimal number, found \"1e999\"`",
            })
    void shouldRefuseAFieldThatIsWrong(String field, String value, String message) {
        String wrong = "{\"file_id\":\"f\",\"timestamp\":\"2024-05-01T12:00:00Z\",\"sensor_id\":\"s1\",\"value\":1,\""
                + field + "\":" + value + "}";

        assertThat(refusal(wrong)).isEqualTo(message.replace("RULE", FileIds.RULE));
        if (!field.equals("dataset")) {
            assertThat(refusal(wrong.replaceFirst("\\{", "{\"dataset\":\"sensor-readings\",")))
                    .isEqualTo(message.replace("RULE", FileIds.RULE));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]        | data: expected a value, found an empty cell",
                "7         | expected an array of numbers as data, found 7",
                "[1, `\"2\"`] | expected an array of numbers as data, found [",
            })
    void shouldRefuseAnInvalidList(String data, String message) {
        assertThat(refusal("{\"file_id\":\"f\",\"dataset\":\"measurements\",\"time_stamp\":\"2024-05-01T12:00:00Z\","
                        + "\"data\":" + data.replace("`", "") + "}"))
                .isEqualTo(message);
    }

    @Test
    void shouldRefuseTwoDatasets() {
        assertThat(refusal("{\"dataset\":\"measurements\",\"dataset\":\"sensor-readings\"}"))
                .isEqualTo("expected one dataset, found several");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "7",
                "\"row\"",
                "{",
                "{\"file_id\":",
                "{\"file_id\":\"f\"",
                "{file_id:1}",
                "a,b,c"
            })
    void shouldRefuseNonObjects(String text) {
        assertThat(refusal(text)).startsWith("expected a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "0x10", "1d", ".5", "+5", "01"})
    void shouldRefuseNumbersThatAreNotJson(String number) {
        assertThat(refusal(DIRECT.replace("21.5", number))).startsWith("expected a JSON object");
    }

    @Test
    void shouldRefuseNumbersTooLargeForALine() {
        assertThat(refusal(DIRECT.replace("\"value\"", "\"line\": 9223372036854775808, \"value\"")))
                .startsWith("expected a JSON object");
    }

    @Test
    void shouldRefuseASecondRowInOneRecord() {
        assertThat(refusal(DIRECT + DIRECT)).isEqualTo("expected one JSON object, found more after it");
    }

    @Test
    void shouldCountTheCharactersOfASensorIdRatherThanItsSurrogates() {
        String longest = "😀".repeat(128);

        assertThat(read(DIRECT.replace("s1", longest)).series()).isEqualTo(longest);
        assertThat(refusal(DIRECT.replace("s1", longest + "a")))
                .isEqualTo("sensor_id: expected at most 128 characters, found 129");
    }

    @Test
    void shouldRefuseNoValueAtAll() {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> read((byte[]) null))
                .withMessage("expected a JSON object, found a record without a value");
    }

    private static void assertIsDirect(ValidRow row, double value) {
        assertThat(row.fileId()).isEqualTo("my-stream");
        assertThat(row.chunk()).isNull();
        assertThat(row.line()).isNull();
        assertThat(row.dataset().name()).isEqualTo("sensor-readings");
        assertThat(row.series()).isEqualTo("s1");
        assertThat(row.measured()).containsExactly(value);
        assertThat(row.timeMicros()).isEqualTo(NOON);
    }

    private static Object[] randomValues(Dataset dataset, Random random) {
        return dataset.fields().stream()
                .map(field -> randomValue(field.type(), random))
                .toArray();
    }

    private static Object randomValue(String type, Random random) {
        return switch (type) {
            case "string" -> randomText(random);
            case "datetime" -> NOON + random.nextLong() % 60_000_000_000_000_000L;
            case "date" -> LocalDate.ofEpochDay(random.nextInt(100_000));
            case "integer" -> random.nextLong() >>> 11;
            case "number" -> randomNumber(random);
            case "list" -> random.doubles(1 + random.nextInt(9)).toArray();
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder("s");
        for (int i = random.nextInt(20); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        // Without blanks at the ends, as in values.
        return text.append('s').toString();
    }

    private static double randomNumber(Random random) {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? value : random.nextGaussian();
    }

    private static double[] measured(Object value) {
        return value instanceof Number number ? new double[] {number.doubleValue()} : (double[]) value;
    }

    private static ValidRow read(String json) {
        return read(json.getBytes(UTF_8));
    }

    private static ValidRow read(byte[] json) {
        try (ValidRowReader reader = new ValidRowReader(Datasets.shipped())) {
            return reader.deserialize("valid-rows", json);
        }
    }

    private static String refusal(String json) {
        String[] message = new String[1];
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> read(json))
                .satisfies(e -> message[0] = e.getMessage());
        return message[0];
    }
}
