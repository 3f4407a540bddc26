package dev.sluice.cli.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.query.SeriesFigures;
import org.junit.jupiter.api.Test;

class ExpectedSeriesTest {
    private static final double DEVIATION = Math.sqrt(2.0 / 3);

    private final ExpectedSeries series = new ExpectedSeries(800);

    ExpectedSeriesTest() {
        // 7, 8 and 9
        series.add(-100);
        series.add(0);
        series.add(100);
    }

    @Test
    void shouldMatchTheFiguresOfItsValues() {
        assertThat(series.matches(figures(3, 7, 9, 8, 24, DEVIATION))).isTrue();
    }

    @Test
    void shouldTolerateRounding() {
        assertThat(series.matches(figures(3, 7, 9, 8, 24, DEVIATION * (1 + 5e-13))))
                .isTrue();
    }

    @Test
    void shouldRejectAnyWrongFigure() {
        assertThat(series.matches(figures(4, 7, 9, 8, 24, DEVIATION))).isFalse();
        assertThat(series.matches(figures(3, 7.01, 9, 8, 24, DEVIATION))).isFalse();
        assertThat(series.matches(figures(3, 7, Math.nextUp(9.0), 8, 24, DEVIATION)))
                .isFalse();
        assertThat(series.matches(figures(3, 7, 9, 8 * (1 + 1e-11), 24, DEVIATION)))
                .isFalse();
        assertThat(series.matches(figures(3, 7, 9, 8, 24 * (1 + 1e-11), DEVIATION)))
                .isFalse();
        assertThat(series.matches(figures(3, 7, 9, 8, 24, DEVIATION * (1 + 1e-11))))
                .isFalse();
    }

    private static SeriesFigures figures(long count, double min, double max, double avg, double sum, double deviation) {
        return new SeriesFigures(count, min, max, avg, sum, deviation, null, null, null);
    }
}
