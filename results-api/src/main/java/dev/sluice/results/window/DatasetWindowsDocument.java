package dev.sluice.results.window;

import dev.sluice.results.http.SeriesCursor;
import dev.sluice.schemas.query.SeriesWindows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the windows of a series over all complete files that have it, in the order of time.
 *
 * @param nextCursor the cursor of the next page, or null on the last one
 */
record DatasetWindowsDocument(
        String dataset,
        String series,
        List<WindowsDocument.Window> windows,
        @Nullable String nextCursor) {
    DatasetWindowsDocument {
        windows = List.copyOf(windows);
    }

    static DatasetWindowsDocument of(String dataset, String series, SeriesWindows.OverFiles page) {
        SeriesWindows.Key next = page.next();
        return new DatasetWindowsDocument(
                dataset,
                series,
                page.windows().stream().map(WindowsDocument.Window::of).toList(),
                next == null ? null : SeriesCursor.of(next.cursor()));
    }
}
