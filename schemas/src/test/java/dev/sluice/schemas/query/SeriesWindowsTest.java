package dev.sluice.schemas.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.schemas.message.Json;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesWindowsTest {
    /** The shares of several instances merge to the pages of a single one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void shouldMergeTheSharesPageByPage(int limit) {
        Random random = new Random(limit);
        List<TreeMap<Long, Long>> shares = List.of(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        TreeMap<Long, Long> expected = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            long start = 60L * random.nextInt(-20, 20);
            shares.get(random.nextInt(3)).merge(start, 1L, Long::sum);
            expected.merge(start, 1L, Long::sum);
        }

        TreeMap<Long, Long> found = new TreeMap<>();
        SeriesWindows.Key after = null;
        do {
            long from = after == null ? Long.MIN_VALUE : after.start() + 1;
            List<SeriesWindows.Sums> parts =
                    shares.stream().map(share -> share(share, from, limit)).toList();
            SeriesWindows.OverFiles page = SeriesWindows.OverFiles.of("s", parts, limit);
            assertThat(page.windows()).hasSizeLessThanOrEqualTo(limit);
            page.windows().forEach(window -> assertThat(found.put(
                            window.start().getEpochSecond(), window.figures().count()))
                    .isNull());
            after = page.next();
        } while (after != null);

        assertThat(found).isEqualTo(expected);
    }

    /** A document that was changed leaves windows of several lengths, which aren't added to each other. */
    @Test
    void shouldMergeWindowsOfOneLengthOnly() {
        SeriesWindows.Sums one = new SeriesWindows.Sums(List.of(sum(0, 60), sum(0, 3_600)), false);
        SeriesWindows.Sums other = new SeriesWindows.Sums(List.of(sum(0, 3_600)), false);

        SeriesWindows.OverFiles page = SeriesWindows.OverFiles.of("s", List.of(one, other), 9);

        assertThat(page.windows())
                .extracting(window -> window.figures().count())
                .containsExactly(1L, 2L);
        assertThat(SeriesWindows.OverFiles.of("s", List.of(), 9).windows()).isEmpty();
    }

    @Test
    void shouldTransferASumWithoutLoss() {
        SeriesStatistics statistics = new SeriesStatistics();
        statistics.add(1e9 + 0.1, -5);
        statistics.add(Double.MIN_VALUE, 7);
        SeriesWindows.Sums sums = new SeriesWindows.Sums(List.of(new SeriesWindows.Sum(-60, 60, statistics)), true);

        SeriesWindows.Sums read = Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(sums), SeriesWindows.Sums.class);

        assertThat(read).usingRecursiveComparison().isEqualTo(sums);
    }

    @Test
    void shouldReadItsCursors() {
        for (String series : List.of("a", "", "1.2.3", "\u00e9 /?&\u0000")) {
            SeriesWindows.Key key = new SeriesWindows.Key(series, -3_600, 60);
            assertThat(SeriesWindows.Key.parse(key.cursor())).isEqualTo(key);
        }
        for (String cursor : List.of("", "a", "1.2", "x.1.a", "1.x.a", "1.0.a", "1.-1.a", "1.315360001.a")) {
            assertThatIllegalArgumentException().isThrownBy(() -> SeriesWindows.Key.parse(cursor));
        }
    }

    private static SeriesWindows.Sums share(TreeMap<Long, Long> counts, long from, int limit) {
        List<SeriesWindows.Sum> sums = new ArrayList<>();
        for (Map.Entry<Long, Long> count : counts.tailMap(from, true).entrySet()) {
            if (sums.size() == limit) {
                return new SeriesWindows.Sums(sums, true);
            }
            SeriesStatistics statistics = new SeriesStatistics();
            for (long i = 0; i < count.getValue(); i++) {
                statistics.add(1, count.getKey());
            }
            sums.add(new SeriesWindows.Sum(count.getKey(), 60, statistics));
        }
        return new SeriesWindows.Sums(sums, false);
    }

    private static SeriesWindows.Sum sum(long start, long seconds) {
        SeriesStatistics statistics = new SeriesStatistics();
        statistics.add(1, start);
        return new SeriesWindows.Sum(start, seconds, statistics);
    }
}
