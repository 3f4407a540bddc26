package dev.sluice.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.benchmarks.pipeline.ceiling.LogCeiling;
import dev.sluice.benchmarks.pipeline.report.Figure;
import dev.sluice.benchmarks.pipeline.report.Report;
import dev.sluice.cli.generator.FileRecipe;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
    private final Measurements measurements = new Measurements(Plan.full(new FileRecipe(1, 1_000_000, 100, 0.01)));

    MeasurementsTest() {
        measurements.log(new LogCeiling.Times(1_000, 1, 1, 1_000));
        measurements.stages(new Stages.Rates(1, 1, 1), 1);
        measurements.warm(500, 1);
        measurements.fresh(5, 150);
        measurements.latencies(List.of(1.0));
    }

    @Test
    void shouldJudgeTheFirstFileByLaterOnes() {
        assertThat(figure("end-to-end-cold").ratio()).isEqualTo(new Figure.Ratio(0.3, "end-to-end"));
    }

    @Test
    void shouldJudgeALargeFileByASmallOne() {
        measurements.growth(1_000_000, 110);
        measurements.growth(1_000_000, 100);
        measurements.growth(1_000_000, 90);
        measurements.growth(20_000_000, 89);

        assertThat(figure("file-of-1000000-rows").reach()).isNull();
        assertThat(figure("file-of-20000000-rows").met()).isFalse();
    }

    @Test
    void shouldJudgeMemoryBySize() {
        measurements.memory(1L << 30, 600 << 10);
        measurements.memory(4L << 30, 630 << 10);

        assertThat(figure("peak-rss-4-gib").spread().median()).isEqualTo(630);
        assertThat(figure("peak-rss-4-gib").met()).isTrue();
    }

    @Test
    void shouldReportMissingMeasurements() {
        assertThat(measurements.unmeasured())
                .extracting(Report.Unmeasured::name)
                .containsExactly("growth", "memory");

        measurements.growth(1, 1);
        measurements.memory(1, 1);

        assertThat(measurements.unmeasured()).isEmpty();
    }

    private Figure figure(String name) {
        return measurements.figures().stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
