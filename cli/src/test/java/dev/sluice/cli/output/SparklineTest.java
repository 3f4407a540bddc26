package dev.sluice.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.query.SeriesProfile.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparklineTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void shouldDrawAveragesByHeight() {
        assertThat(of(8, 0, 1, 2, 3, 4, 5, 6, 7)).isEqualTo("▁▂▃▄▅▆▇█");
        assertThat(of(3, 1e300, -1e300, 0)).isEqualTo("█▁▅");
        assertThat(of(3, 5, 5, 5)).isEqualTo("▁▁▁");
    }

    @Test
    void shouldAverageThePointsOfAColumnByTheirCounts() {
        List<Point> points = List.of(at(0, 1, 0), at(1, 3, 8), at(100, 1, 8), at(101, 1, 0));

        assertThat(Sparkline.of(points, 1, START, START.plusSeconds(101), 2)).isEqualTo("█▁");
    }

    @Test
    void shouldFillShortDistancesAndLeaveGapsBlank() {
        assertThat(Sparkline.of(List.of(at(0, 1, 1), at(3, 1, 2)), 1, START, START.plusSeconds(3), 4))
                .isEqualTo("▁▁▁█");
        assertThat(Sparkline.of(
                        List.of(at(0, 1, 1), at(1, 1, 1), at(2, 1, 1), at(9, 1, 2)),
                        1,
                        START,
                        START.plusSeconds(9),
                        10))
                .isEqualTo("▁▁▁      █");
    }

    /** The rule of the page: longer than one and a half times three quarters of the distances, and than the interval. */
    @Test
    void shouldLeaveAGapWhereThePageDoes() {
        List<Point> even = List.of(at(0, 1, 1), at(2, 1, 1), at(4, 1, 1), at(6, 1, 1), at(11, 1, 2));
        assertThat(Sparkline.of(even, 1, START, START.plusSeconds(11), 12)).isEqualTo("▁▁▁▁▁▁▁    █");
        assertThat(Sparkline.of(even, 4, START, START.plusSeconds(11), 12)).isEqualTo("▁▁▁▁▁▁▁▁▁▁▁█");
        List<Point> uneven = List.of(at(0, 1, 1), at(2, 1, 1), at(4, 1, 1), at(7, 1, 1), at(11, 1, 2));
        assertThat(Sparkline.of(uneven, 1, START, START.plusSeconds(11), 12)).isEqualTo("▁▁▁▁▁▁▁▁▁▁▁█");
    }

    @Test
    void shouldDrawNothingWhereTheSeriesHasNoValues() {
        assertThat(Sparkline.of(List.of(), 0, START, START, 3)).isEqualTo("   ");
        assertThat(Sparkline.of(List.of(at(5, 1, 1)), 1, START, START.plusSeconds(10), 3))
                .isEqualTo(" ▁ ");
    }

    private static String of(int columns, double... averages) {
        List<Point> points = new ArrayList<>();
        for (double average : averages) {
            points.add(at(points.size(), 1, average));
        }
        return Sparkline.of(points, 1, START, START.plusSeconds(averages.length - 1L), columns);
    }

    private static Point at(long second, long count, double average) {
        return new Point(START.plusSeconds(second), count, average, average, average);
    }
}
