package dev.sluice.cli.output;

import static dev.sluice.client.StubSluice.statistics;
import static dev.sluice.client.StubSluice.summary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.Percentiles;
import dev.sluice.schemas.query.SeriesFigures;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    @Test
    void shouldAlignNumbersToTheRightAndNamesToTheLeft() {
        Map<String, SeriesFigures> sensors = new LinkedHashMap<>();
        sensors.put("s", statistics(1, -1.25, 3));
        sensors.put("sensor-with-a-name", statistics(1_000_000, 0.1, 1234.5));
        assertThat(table(sensors)).contains("""
                        series                count    min     max    avg  std_dev        sum
                        s                         1  -1.25       3  0.875      0.5      0.875
                        sensor-with-a-name  1000000    0.1  1234.5  617.3      0.5  617300000
                        """);
    }

    @Test
    void shouldShowMinAndMaxExactlyAndRoundTheRest() {
        assertThat(table(Map.of(
                        "s",
                        new SeriesFigures(
                                3,
                                0.30000000000000004,
                                1e300,
                                1.0 / 3,
                                1.0,
                                2.0 / 3,
                                Instant.EPOCH,
                                Instant.EPOCH,
                                null))))
                .contains("0.30000000000000004  1.0E300  0.333333333  0.666666667");
    }

    @Test
    void shouldPrintADashForAFigureThatOverflows() {
        assertThat(table(Map.of(
                        "s", new SeriesFigures(2, -1e308, 1e308, 0.0, null, null, Instant.EPOCH, Instant.EPOCH, null))))
                .contains("-1.0E308  1.0E308    0        -");
    }

    @Test
    void shouldPrintPercentilesAndHowExactTheyAre() {
        Map<String, SeriesFigures> series = new LinkedHashMap<>();
        series.put("a", with(new Percentiles(0.0004, 1, 2, 3, 4, 5, 62, true, null)));
        series.put("b", with(new Percentiles(-1, 1, 2, 3, 4, 5, 1e300, null, 0.0133)));
        series.put("none", with(null));

        assertThat(table(series)).contains("""

                        series     p01  p05  p25  p50  p75  p95      p99    ranks
                        a       0.0004    1    2    3    4    5       62    exact
                        b           -1    1    2    3    4    5  1.0E300  ±1.33 %
                        none         -    -    -    -    -    -        -     none
                        """);
        assertThat(table(Map.of("none", with(null)))).doesNotContain("p50");
    }

    private static SeriesFigures with(Percentiles percentiles) {
        return new SeriesFigures(5, 1, 5, 3.0, 15.0, 1.0, null, null, percentiles);
    }

    @Test
    void shouldEscapeControlCharactersInASensorId() {
        assertThat(table(Map.of("a\nb\u001b[31m", statistics(1, 1, 1)))).contains("a\\nb\\u001b[31m  ");
    }

    @Test
    void shouldCutLongSensorIds() {
        assertThat(table(Map.of("x".repeat(128), statistics(1, 1, 1)))).contains("x".repeat(39) + "…  ");
    }

    @Test
    void shouldHaveNoTableWithoutSensors() {
        assertThat(table(Map.of())).doesNotContain("std_dev").contains("4 rows: 4 valid, 0 invalid");
    }

    @Test
    void shouldPrintTheDurationOfEachStage() {
        assertThat(ResultTable.ofStatus(summary("1", FileStatus.PROCESSED, "a.csv")))
                .contains("2 series; 1.50 s (received 1.00 s, split 0.30 s, aggregated 0.20 s)");
        assertThat(ResultTable.ofStatus(summary("1", FileStatus.PROCESSING, "a.csv")))
                .contains("2 series\n");
    }

    @Test
    void shouldPrintTheOverflow() {
        FileSummary file = summary("1", FileStatus.PROCESSED, "a.csv");
        FileSummary overflown = new FileSummary(
                file.fileId(),
                file.status(),
                file.provisional(),
                file.reason(),
                file.source(),
                file.dataset(),
                file.filename(),
                null,
                file.uploadTime(),
                file.processingTime(),
                file.processingSeconds(),
                file.stageTimes(),
                file.totalRows(),
                file.validRows(),
                file.invalidRows(),
                file.series(),
                new FileSummary.Overflow(2_000, statistics(2_000, -1.5, 3)),
                file.strayRows(),
                file.errors(),
                file.progress());

        assertThat(ResultTable.of(overflown, Map.of()))
                .contains("2,000 rows of further series, together (overflow): min -1.5, max 3, avg 0.75");
        assertThat(ResultTable.of(file, Map.of())).doesNotContain("further series");
    }

    private static String table(Map<String, SeriesFigures> sensors) {
        return ResultTable.of(summary("1", FileStatus.PROCESSED, "a.csv"), sensors);
    }
}
