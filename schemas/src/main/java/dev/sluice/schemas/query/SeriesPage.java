package dev.sluice.schemas.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a file's series, in the order of their UTF-8 bytes.
 *
 * @param next the series after which the next page starts, or null on the last page
 */
public record SeriesPage(
        FileSummary summary, List<Series> series, @Nullable String next) {
    public SeriesPage {
        series = List.copyOf(series);
    }

    public record Series(String series, SeriesFigures figures) {}
}
