package dev.sluice.schemas.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Some partitions' share of a page of series over files, in the order of the series' UTF-8 bytes.
 *
 * @param end the series with which the share ends although more follow, or null if there are no more
 */
public record SeriesSums(List<SeriesSum> series, @Nullable String end) {
    private static final Comparator<String> IN_UTF_8 =
            (one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));

    public SeriesSums {
        series = List.copyOf(series);
    }

    /** Merges the shares of all partitions to a page, each of which was asked for a full page. */
    public static SeriesOverFiles.Page page(List<SeriesSums> parts, int limit) {
        // After the first end a part may not include all of a series.
        String end = parts.stream()
                .map(SeriesSums::end)
                .filter(Objects::nonNull)
                .min(IN_UTF_8)
                .orElse(null);
        TreeMap<String, SeriesSum> merged = new TreeMap<>(IN_UTF_8);
        for (SeriesSums part : parts) {
            for (SeriesSum sum : part.series) {
                if (end == null || IN_UTF_8.compare(sum.series(), end) <= 0) {
                    merged.merge(sum.series(), sum, SeriesSum::plus);
                }
            }
        }
        List<SeriesOverFiles> page =
                merged.values().stream().limit(limit).map(SeriesSum::result).toList();
        return new SeriesOverFiles.Page(
                page, page.size() < merged.size() ? page.get(page.size() - 1).series() : end);
    }
}
