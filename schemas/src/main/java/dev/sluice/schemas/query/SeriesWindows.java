package dev.sluice.schemas.query;

import dev.sluice.tabular.dataset.Windows;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * Selects windows.
     *
     * @param series the series, or null for all
     * @param from the earliest start, in seconds since the epoch
     * @param to the start before which they begin, likewise
     */
    public record Filter(@Nullable String series, long from, long to) {
        public static final Filter ALL = new Filter(null, Long.MIN_VALUE, Long.MAX_VALUE);
    }
}
