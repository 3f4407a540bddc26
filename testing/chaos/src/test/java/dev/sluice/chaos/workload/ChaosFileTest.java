package dev.sluice.chaos.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChaosFileTest {
    @Test
    void shouldMakeTheSameFileOfTheSameSeedAndNumber() {
        assertThat(ChaosFile.of(3, 4).csv()).isEqualTo(ChaosFile.of(3, 4).csv());
        assertThat(ChaosFile.of(3, 4).csv()).isNotEqualTo(ChaosFile.of(3, 5).csv());
        assertThat(ChaosFile.number(ChaosFile.of(3, 4).name())).isEqualTo(4);
    }

    @Test
    void shouldKnowWhereItsRowsBegin() {
        ChaosFile file = ChaosFile.of(1, 1, 500);
        String[] lines = new String(file.csv(), UTF_8).split("\n", -1);

        assertThat(file.rows().count()).isEqualTo(500);
        assertThat(file.expected().rows()).isEqualTo(500);
        assertThat(file.expected().validRows()).isEqualTo(file.rows().valid().cardinality());
        assertThat(file.rows().valid().stream()).allMatch(line -> lines[line - 1].contains("Z,sensor-"));
        assertThat(lines).as("some rows take two lines").hasSizeGreaterThan(502);
    }

    @Test
    void shouldKnowItsNumberByItsNameAndByTheIdOfItsStream() {
        ChaosFile file = ChaosFile.of(7, 42);

        assertThat(ChaosFile.number(file.name())).isEqualTo(42);
        assertThat(ChaosFile.number(file.streamId())).isEqualTo(42);
        assertThat(ChaosFile.isStream(file.streamId())).isTrue();
        assertThat(ChaosFile.isStream(file.name())).isFalse();
    }

    @Test
    void shouldHaveASeriesForEachRowOfALargeFile() {
        ChaosFile file = ChaosFile.ballast(3);

        assertThat(file.expected().rows()).isEqualTo(50_000);
        assertThat(ChaosFile.of(7, ChaosFile.number(file.name())).csv()).isEqualTo(file.csv());
    }
}
