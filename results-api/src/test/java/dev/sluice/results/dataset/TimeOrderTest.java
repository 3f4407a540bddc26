package dev.sluice.results.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.results.FakeFileQueries;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.schemas.query.SeriesOverFiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeOrderTest {
    private static final Instant START = Instant.parse("2019-05-01T09:59:59Z");
    private static final SeriesFigures FIGURES = new SeriesFigures(1, 1, 1, 1.0, 1.0, 0.0, null, null, null);

    private final FakeFileQueries files = new FakeFileQueries();

    @Test
    void shouldOrderATimeBeforeMorePreciseOnes() {
        List<String> inOrder = List.of(
                "2019-05-01T10:00:00Z",
                "2019-05-01T10:00:00.250Z",
                "2019-05-01T10:00:00.250001Z",
                "2019-05-01T10:00:00.250999Z",
                "2019-05-01T10:00:00.251Z",
                "2019-05-01T10:00:01Z",
                "2019-05-01T10:01:00.000001Z");
        inOrder.forEach(this::add);

        for (int limit = 1; limit <= inOrder.size() + 1; limit++) {
            assertThat(all(limit)).as("limit %s", limit).isEqualTo(inOrder);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 50, 1_000})
    void shouldShowEveryTimeOnceInOrderHoweverDense(int limit) {
        Random random = new Random(limit);
        TreeSet<Instant> times = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            long grain = List.of(1_000L, 1_000_000L, 1_000_000_000L).get(random.nextInt(3));
            times.add(START.plusNanos(random.nextLong(3_000_000_000L) / grain * grain));
            // Close to the last one, so that many begin alike.
            times.add(times.last().plusNanos(random.nextInt(3) * 1_000L));
        }
        times.forEach(time -> add(time.toString()));

        assertThat(all(limit))
                .containsExactlyElementsOf(times.stream().map(Instant::toString).toList());
    }

    @Test
    void shouldReturnNoTimesOfAnEmptyStore() {
        assertThat(all(1)).isEmpty();
    }

    private List<String> all(int limit) {
        List<String> all = new ArrayList<>();
        @Nullable String last = null;
        do {
            SeriesOverFiles.Page page = new TimeOrder(files, "m").after(last, limit);
            assertThat(page.series()).hasSizeLessThanOrEqualTo(limit);
            page.series().forEach(each -> all.add(each.series()));
            last = page.next();
        } while (last != null);
        return all;
    }

    private void add(String time) {
        files.add("m", new SeriesOverFiles(time, 1, "f", START, FIGURES));
    }
}
