package dev.sluice.schemas.query;

import dev.sluice.tabular.dataset.Windows;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A page of the windows of a file's series, in the order of the series' UTF-8 bytes, and for each series in the order of
 * time.
 *
 * @param overflowRows the number of rows that are in no window, as the file had too many
 * @param next the window after which the next page starts, or null on the last page
 */
public record SeriesWindows(
        FileSummary summary,
        long overflowRows,
        List<Window> windows,
        @Nullable Key next) {
    public SeriesWindows {
        windows = List.copyOf(windows);
    }

    /**
     * The statistics of a series in a window.
     *
     * @param start when the window begins
     * @param end when the next one begins
     */
    public record Window(String series, Instant start, Instant end, SeriesFigures figures) {
        public static Window of(Key key, SeriesStatistics statistics) {
            return new Window(
                    key.series(),
                    Instant.ofEpochSecond(key.start()),
                    Instant.ofEpochSecond(key.start() + key.seconds()),
                    SeriesFigures.of(statistics));
        }
    }

    /**
     * The identity of a window within a file. A file whose dataset was changed meanwhile has windows of several lengths.
     *
     * @param start when it begins, in seconds since the epoch
     * @param seconds its length
     */
    public record Key(String series, long start, long seconds) {
        public Key {
            if (seconds < 1 || seconds > Windows.MAX_SECONDS) {
                throw new IllegalArgumentException(
                        "expected a window of 1 to " + Windows.MAX_SECONDS + " s, found one of " + seconds);
            }
        }

        /** The cursor of the page after this window. */
        public String cursor() {
            return start + "." + seconds + "." + series;
        }

        /**
         * Parses the output of {@link #cursor}.
         *
         * @throws IllegalArgumentException for anything else
         */
        public static Key parse(String cursor) {
            String[] parts = cursor.split("\\.", 3);
            if (parts.length < 3) {
                throw new IllegalArgumentException("invalid cursor of a page of windows: " + cursor);
            }
            return new Key(parts[2], Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }
    }

    /**
     * A window of a series over files, in a form that merges with others without loss.
     *
     * @param start when it begins, in seconds since the epoch
     * @param seconds its length
     * @param statistics in JSON as in {@link SeriesSum}
     */
    public record Sum(
            long start,
            long seconds,

            @JsonSerialize(using = SeriesSum.StatisticsSerializer.class)
            @JsonDeserialize(using = SeriesSum.StatisticsDeserializer.class)
            SeriesStatistics statistics) {}

    /**
     * Some partitions' share of a page of the windows of a series over files, in the order of time.
     *
     * @param more whether the share ends with its last window although more follow
     */
    public record Sums(List<Sum> windows, boolean more) {
        public Sums {
            windows = List.copyOf(windows);
        }
    }

    /**
     * A page of the windows of a series over all complete files of its dataset, in the order of time.
     *
     * @param next the window after which the next page starts, or null on the last page
     */
    public record OverFiles(List<Window> windows, @Nullable Key next) {
        private static final Comparator<Key> IN_TIME =
                Comparator.comparingLong(Key::start).thenComparingLong(Key::seconds);

        public OverFiles {
            windows = List.copyOf(windows);
        }

        /** Merges the shares of all partitions to a page, each of which was asked for a full page. */
        public static OverFiles of(String series, List<Sums> parts, int limit) {
            // After the first end a part may not include all windows.
            Key end = parts.stream()
                    .filter(Sums::more)
                    .map(part -> key(series, part.windows().get(part.windows().size() - 1)))
                    .min(IN_TIME)
                    .orElse(null);
            TreeMap<Key, SeriesStatistics> merged = new TreeMap<>(IN_TIME);
            for (Sums part : parts) {
                for (Sum sum : part.windows()) {
                    Key window = key(series, sum);
                    if (end == null || IN_TIME.compare(window, end) <= 0) {
                        merged.computeIfAbsent(window, key -> new SeriesStatistics())
                                .merge(sum.statistics());
                    }
                }
            }
            List<Key> page = merged.keySet().stream().limit(limit).toList();
            return new OverFiles(
                    page.stream()
                            .map(window -> Window.of(window, Objects.requireNonNull(merged.get(window))))
                            .toList(),
                    page.size() < merged.size() ? page.get(page.size() - 1) : end);
        }

        private static Key key(String series, Sum sum) {
            return new Key(series, sum.start(), sum.seconds());
        }
    }

    /**
     * Selects windows.
     *
     * @param series the series, or null for all
     * @param from the earliest start, in seconds since the epoch
     * @param to the start before which they begin, likewise
     */
    public record Filter(@Nullable String series, long from, long to) {
        public static final Filter ALL = new Filter(null, Long.MIN_VALUE, Long.MAX_VALUE);

        /** The series of a filter that has one. */
        public String onlySeries() {
            return Objects.requireNonNull(series, "no series");
        }
    }
}
