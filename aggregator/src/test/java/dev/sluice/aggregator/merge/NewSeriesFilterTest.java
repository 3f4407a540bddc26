package dev.sluice.aggregator.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NewSeriesFilterTest {
    private final NewSeriesFilter known = new NewSeriesFilter();

    @Test
    void shouldDetectNewSeriesOfFilesSeenFromTheBeginning() {
        assertThat(known.isNew("f", 0, "a")).isTrue();
        known.add("f", 0, "a");
        known.add("f", 1, "b");

        assertThat(known.isNew("f", 2, "a")).isFalse();
        assertThat(known.isNew("f", 2, "b")).isFalse();
        assertThat(known.isNew("f", 2, "c")).isTrue();
        assertThat(known.isNew("g", 2, "c")).isFalse();
    }

    @Test
    void shouldNotFilterAFileWithSeriesItHasNotSeen() {
        known.add("f", 5, "seen when five others were there");
        known.add("g", 0, "a");

        assertThat(known.isNew("f", 6, "c")).isFalse();
        assertThat(known.isNew("g", 2, "c")).isFalse();
    }

    @Test
    void shouldStartEmptyForAFileWithoutSeries() {
        known.add("f", 0, "lost with its transaction");
        known.add("f", 0, "a");

        assertThat(known.isNew("f", 1, "a")).isFalse();
        assertThat(known.isNew("f", 1, "lost with its transaction")).isTrue();
    }

    @Test
    void shouldEvictTheLeastRecentlySeenFiles() {
        for (String id : List.of("f1", "f2", "f3", "f4")) {
            known.add(id, 0, "a");
        }
        known.add("f1", 1, "b");
        known.add("f5", 0, "a");

        assertThat(known.isNew("f1", 2, "c")).isTrue();
        assertThat(known.isNew("f2", 1, "c")).isFalse();
    }

    @Test
    void shouldHaveNoFalseNegativesAndFewFalsePositives() {
        ScalableBloomFilter filter = new ScalableBloomFilter();
        IntStream.range(0, 200_000).forEach(i -> filter.add("sensor-" + i));

        assertThat(IntStream.range(0, 200_000)).allMatch(i -> filter.mayHold("sensor-" + i));
        assertThat(filter.count()).isEqualTo(200_000);
        assertThat(IntStream.range(200_000, 300_000).filter(i -> filter.mayHold("sensor-" + i)))
                .hasSizeLessThan(10_000);
    }
}
