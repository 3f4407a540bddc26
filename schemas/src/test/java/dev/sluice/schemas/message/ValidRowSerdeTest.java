package dev.sluice.schemas.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.schemas.FileIds;
import dev.sluice.schemas.csv.Timestamps;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidRowSerdeTest {
    private static final String[] PIECES = {"a", "7", " ", "\"", "\\", "\n", "\u0000", "é", "→", "😀", "\u2028", "/"};
    private static final long NOON =
            Timestamps.parseMicros("2024-05-01T12:00:00Z").orElseThrow();

    private static final String DIRECT = """
            {"file_id": "my-stream", "timestamp": "2024-05-01T12:00:00Z", "sensor_id": "s1", "value": 21.5}""";

    @Test
    void shouldWriteReadableJson() {
        ValidRow row = new ValidRow("f-1", 3L, 42L, "sensor-readings", NOON + 500_000, "süd \"1\"", 21.5);

        assertThat(json(row))
                .isEqualTo("{\"file_id\":\"f-1\",\"chunk\":3,\"line\":42,\"dataset\":\"sensor-readings\","
                        + "\"timestamp\":\"2024-05-01T12:00:00.500Z\",\"sensor_id\":\"süd \\\"1\\\"\",\"value\":21.5}");
    }

    @Test
    void shouldLeaveOutWhatAnOpenStreamHasNot() {
        ValidRow row = new ValidRow("my-stream", null, null, "sensor-readings", NOON, "s1", -1e300);

        assertThat(json(row))
                .isEqualTo("{\"file_id\":\"my-stream\",\"dataset\":\"sensor-readings\","
                        + "\"timestamp\":\"2024-05-01T12:00:00Z\",\"sensor_id\":\"s1\",\"value\":-1.0E300}");
    }

    @Test
    void shouldReadBackWhatItWrites() {
        for (long seed = 0; seed < 5_000; seed++) {
            ValidRow row = randomRow(new Random(seed));

            assertThat(read(json(row))).as("seed %d", seed).isEqualTo(row);
        }
    }

    @Test
    void shouldReadTheRowOfADirectProducer() {
        assertThat(read(DIRECT)).isEqualTo(new ValidRow("my-stream", null, null, "sensor-readings", NOON, "s1", 21.5));
    }

    @Test
    void shouldTakeFieldsInAnyOrderSkipOthersAndIgnoreNulls() {
        ValidRow row = read("""
                {"unit": {"name": "K", "value": 1}, "value": 5, "tags": ["sensor_id", {}], "chunk": null, "line": null,
                 "sensor_id": "s1", "dataset": null, "timestamp": "2024-05-01 14:00+02:00", "file_id": "my-stream"}
                """);

        assertThat(row).isEqualTo(new ValidRow("my-stream", null, null, "sensor-readings", NOON, "s1", 5));
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
                "dataset   | `\"song-plays\"` | unknown dataset song-plays",
                "chunk     | `\"1\"`          | expected a whole number as chunk, found 1",
                "chunk     | -1               | expected a whole number as chunk, found -1",
                "line      | 1.5              | expected a whole number as line, found 1.5",
                "timestamp | 1714564800       | expected text as timestamp, found 1714564800",
                "timestamp | `\"2024-05-01\"` | expected an ISO-8601 date-time as timestamp, found 2024-05-01",
                "sensor_id | 7                | expected text as sensor_id, found 7",
                "sensor_id | `\"\"`           | expected a sensor_id of 1 to 128 characters, found a blank one",
                "sensor_id | `\" \\t\"`       | expected a sensor_id of 1 to 128 characters, found a blank one",
                "sensor_id | `\"\\ud83d\"`    | expected Unicode text as sensor_id, found half a surrogate pair",
                "sensor_id | `\"\\ude00\\ud83d\"` | expected Unicode text as sensor_id, found half a surrogate pair",
                "value     | `\"1\"`          | expected a number as value, found 1",
                "value     | true             | expected a number as value, found true",
                "value     | {}               | expected a number as value, found {",
                "value     | 1e999            | expected a finite number as value",
            })
    void shouldRefuseAFieldThatIsWrong(String field, String value, String message) {
        String wrong = "{\"file_id\":\"f\",\"timestamp\":\"2024-05-01T12:00:00Z\",\"sensor_id\":\"s1\",\"value\":1,\""
                + field + "\":" + value + "}";

        assertThat(refusal(wrong)).isEqualTo(message.replace("RULE", FileIds.RULE));
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
    void shouldRefuseWhatIsNoJsonObject(String text) {
        assertThat(refusal(text)).startsWith("expected a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "0x10", "1d", ".5", "+5", "01"})
    void shouldRefuseNumbersThatJsonHasNot(String number) {
        assertThat(refusal(DIRECT.replace("21.5", number))).startsWith("expected a JSON object");
    }

    @Test
    void shouldRefuseNumbersTooLargeForALine() {
        assertThat(refusal(DIRECT.replace("\"value\"", "\"line\": 9223372036854775808, \"value\"")))
                .startsWith("expected a JSON object");
    }

    @Test
    void shouldRefuseASecondRowInOneRecord() {
        assertThat(refusal(DIRECT + DIRECT)).isEqualTo("expected one JSON object, found more behind it");
    }

    @Test
    void shouldCountTheCharactersOfASensorIdRatherThanItsSurrogates() {
        String longest = "😀".repeat(128);

        assertThat(read(DIRECT.replace("s1", longest)).sensorId()).isEqualTo(longest);
        assertThat(refusal(DIRECT.replace("s1", longest + "a")))
                .isEqualTo("expected a sensor_id of 1 to 128 characters, found 129");
    }

    @Test
    @SuppressWarnings("NullAway")
    void shouldPassNullOn() {
        try (ValidRowSerde serde = new ValidRowSerde()) {
            assertThat(serde.serializer().serialize("valid-rows", null)).isNull();
            assertThat(serde.deserializer().deserialize("valid-rows", (byte[]) null))
                    .isNull();
        }
    }

    private static ValidRow randomRow(Random random) {
        StringBuilder sensor = new StringBuilder("s");
        for (int i = random.nextInt(20); i > 0; i--) {
            sensor.append(PIECES[random.nextInt(PIECES.length)]);
        }
        double value = Double.longBitsToDouble(random.nextLong());
        return new ValidRow(
                "file." + random.nextInt(1_000),
                random.nextBoolean() ? random.nextLong() >>> 1 : null,
                random.nextBoolean() ? random.nextLong() >>> 1 : null,
                "sensor-readings",
                NOON + random.nextLong() % 60_000_000_000_000_000L,
                sensor.toString(),
                Double.isFinite(value) ? value : random.nextGaussian());
    }

    private static String json(ValidRow row) {
        try (ValidRowSerde serde = new ValidRowSerde()) {
            return new String(serde.serializer().serialize("valid-rows", row), UTF_8);
        }
    }

    private static ValidRow read(String json) {
        try (ValidRowSerde serde = new ValidRowSerde()) {
            return serde.deserializer().deserialize("valid-rows", json.getBytes(UTF_8));
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
