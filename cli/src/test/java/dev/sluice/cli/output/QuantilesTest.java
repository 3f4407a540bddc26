package dev.sluice.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuantilesTest {
    private static final List<Long> SAMPLES = List.of(4L, 1L, 3L, 2L);

    @Test
    void shouldBeTheSmallestSampleAtOrAboveTheQuantile() {
        assertThat(Quantiles.of(SAMPLES, 0.5)).isEqualTo(2);
        assertThat(Quantiles.of(SAMPLES, 0.75)).isEqualTo(3);
        assertThat(Quantiles.of(SAMPLES, 0.76)).isEqualTo(4);
    }

    @Test
    void shouldRangeFromTheMinimumToTheMaximum() {
        assertThat(Quantiles.of(SAMPLES, 0)).isEqualTo(1);
        assertThat(Quantiles.of(SAMPLES, 1)).isEqualTo(4);
    }
}
