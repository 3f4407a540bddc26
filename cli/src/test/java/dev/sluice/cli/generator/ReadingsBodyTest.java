package dev.sluice.cli.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadingsBodyTest {
    @Test
    void shouldMakeTheSameFileFromTheSameDescription() throws IOException {
        FileRecipe readings = new FileRecipe(3, 10_000, 50, 0.1);

        assertThat(text(readings)).isEqualTo(text(readings)).isNotEqualTo(text(new FileRecipe(4, 10_000, 50, 0.1)));
    }

    @Test
    void shouldHaveAHeaderAndOneLineForEachRow() throws IOException {
        ReadingsBody body = new ReadingsBody(new FileRecipe(3, 10_000, 50, 0.1));

        List<String> lines = new String(body.readAllBytes(), UTF_8).lines().toList();

        assertThat(lines).hasSize(10_001).startsWith("timestamp,sensor_id,value");
        assertThat(lines.subList(1, lines.size()).stream()
                        .filter(ReadingsBodyTest::valid)
                        .count())
                .isEqualTo(body.expected().validRows())
                .isBetween(8_800L, 9_200L);
        assertThat(body.expected().rows()).isEqualTo(10_000);
    }

    @Test
    void shouldHaveEachSensorWhereThereAreTwoRowsForIt() throws IOException {
        Set<String> sensors = new HashSet<>();

        text(new FileRecipe(3, 20_000, 10_000, 0)).lines().skip(1).forEach(line -> sensors.add(line.split(",")[1]));

        assertThat(sensors).hasSize(10_000);
    }

    private static boolean valid(String line) {
        return line.matches("2026-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z,sensor-\\d+,-?\\d+\\.\\d\\d");
    }

    private static String text(FileRecipe readings) throws IOException {
        return new String(new ReadingsBody(readings).readAllBytes(), UTF_8);
    }
}
