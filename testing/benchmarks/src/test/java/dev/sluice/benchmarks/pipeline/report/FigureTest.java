package dev.sluice.benchmarks.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.output.Quantiles;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
    private static final Figure CEILING = Figure.of("ceiling", "the ceiling", "rows/s", List.of(90.0, 200.0, 100.0));

    @Test
    void shouldReportTheSpreadOfRepeatedMeasurements() {
        assertThat(CEILING.spread()).isEqualTo(new Spread(100, 90, 200, 3));
    }

    @Test
    void shouldJudgeARatioByMedians() {
        Figure half = Figure.of("rate", "a rate", "rows/s", List.of(50.0)).dividedBy(CEILING);

        assertThat(half.reaching(0.5).met()).isTrue();
        assertThat(half.reaching(0.51).met()).isFalse();
    }

    @Test
    void shouldJudgeAFigureWithoutARatioByItself() {
        Figure latency = Figure.of("latency", "a latency", "ms", List.of(150.0));

        assertThat(latency.within(150).met()).isTrue();
        assertThat(latency.within(149).met()).isFalse();
    }

    @Test
    void shouldFindQuantilesAmongTheMeasurements() {
        assertThat(Quantiles.of(List.of(4.0, 1.0, 3.0, 2.0), 0.75)).isEqualTo(3.0);
        assertThat(Quantiles.of(List.of(4.0, 1.0, 3.0, 2.0), 0.99)).isEqualTo(4.0);
    }
}
