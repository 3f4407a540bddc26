package dev.sluice.results.window;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sluice.results.http.SeriesCursor;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.schemas.query.SeriesWindows;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the windows of a file's series. Before the end of the file {@code provisional} is true.
 *
 * @param overflowRows the number of rows that are in no window, as the file had too many; null if there are none
 * @param nextCursor the cursor of the next page, or null on the last one
 */
record WindowsDocument(
        String fileId,
        boolean provisional,
        List<Window> windows,
        @Nullable Long overflowRows,
        @Nullable String nextCursor) {
    WindowsDocument {
        windows = List.copyOf(windows);
    }

    /**
     * A window of a series.
     *
     * @param figures its statistics, which are at the same level of the JSON
     */
    record Window(
            String series,
            Instant start,
            Instant end,
            @JsonUnwrapped SeriesFigures figures) {
        static Window of(SeriesWindows.Window window) {
            return new Window(window.series(), window.start(), window.end(), window.figures());
        }
    }

    static WindowsDocument of(SeriesWindows page) {
        SeriesWindows.Key next = page.next();
        return new WindowsDocument(
                page.summary().fileId(),
                page.summary().provisional(),
                page.windows().stream().map(Window::of).toList(),
                page.overflowRows() == 0 ? null : page.overflowRows(),
                next == null ? null : SeriesCursor.of(next.cursor()));
    }
}
