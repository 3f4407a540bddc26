package dev.sluice.schemas.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.dataset.type.Timestamps;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ValidRowWriterTest {
    private static final long NOON =
            Timestamps.parseMicros("2024-05-01T12:00:00Z").orElseThrow();

    @Test
    void shouldWriteReadableJson() {
        assertThat(json("f-1", 3L, "sensor-readings", 42, NOON + 500_000, "süd \"1\"", 21.5))
                .isEqualTo("{\"file_id\":\"f-1\",\"chunk\":3,\"line\":42,\"dataset\":\"sensor-readings\","
                        + "\"timestamp\":\"2024-05-01T12:00:00.500Z\",\"sensor_id\":\"süd \\\"1\\\"\",\"value\":21.5}");
    }

    @Test
    void shouldLeaveOutTheChunkThatAnOpenStreamHasNot() {
        assertThat(json("my-stream", null, "sensor-readings", 1, NOON, "s1", -1e300))
                .isEqualTo("{\"file_id\":\"my-stream\",\"line\":1,\"dataset\":\"sensor-readings\","
                        + "\"timestamp\":\"2024-05-01T12:00:00Z\",\"sensor_id\":\"s1\",\"value\":-1.0E300}");
    }

    @Test
    void shouldWriteEachTypeAsJsonHasIt() {
        assertThat(json("f", 0L, "song-plays", 2, "Umbrella", LocalDate.of(2020, 1, 1), 100L))
                .isEqualTo("{\"file_id\":\"f\",\"chunk\":0,\"line\":2,\"dataset\":\"song-plays\","
                        + "\"Song\":\"Umbrella\",\"Date\":\"2020-01-01\",\"Number of Plays\":100}");
        assertThat(json("f", 0L, "measurements", 1, NOON, new double[] {0, 2, -0.5}))
                .endsWith("\"time_stamp\":\"2024-05-01T12:00:00Z\",\"data\":[0.0,2.0,-0.5]}");
    }

    @Test
    void shouldLeaveOutAFieldWithoutAValue() {
        assertThat(json("f", 0L, "sensor-readings", 2, Field.MISSING, "s1", 1.0))
                .endsWith("\"dataset\":\"sensor-readings\",\"sensor_id\":\"s1\",\"value\":1.0}");
    }

    @Test
    void shouldWriteOneRowAfterTheOther() {
        ValidRowWriter writer = new ValidRowWriter("f", 0L, dataset("sensor-readings"));
        byte[] first = writer.write(2, new Object[] {NOON, "s".repeat(20_000), 1.0});
        byte[] second = writer.write(3, new Object[] {NOON, "\u0000\u2028😀\\/", 2.0});

        assertThat(new String(first, UTF_8)).startsWith("{\"file_id\"").endsWith("s\",\"value\":1.0}");
        assertThat(new String(second, UTF_8))
                .isEqualTo(
                        "{\"file_id\":\"f\",\"chunk\":0,\"line\":3,\"dataset\":\"sensor-readings\","
                                + "\"timestamp\":\"2024-05-01T12:00:00Z\",\"sensor_id\":\"\\u0000\u2028😀\\\\/\",\"value\":2.0}");
    }

    private static String json(String fileId, Long chunk, String dataset, long line, Object... values) {
        return new String(new ValidRowWriter(fileId, chunk, dataset(dataset)).write(line, values), UTF_8);
    }

    private static Dataset dataset(String name) {
        return Datasets.shipped().find(name).orElseThrow();
    }
}
