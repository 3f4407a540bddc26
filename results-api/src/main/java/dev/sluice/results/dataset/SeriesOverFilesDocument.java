package dev.sluice.results.dataset;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sluice.results.http.SeriesCursor;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.schemas.query.SeriesOverFiles;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A series over all complete files that have it.
 *
 * @param files the number of these files
 * @param latestFileId the id of the latest of them
 * @param latestAt the time of the latest file
 * @param figures the statistics, at the top level of the JSON
 */
record SeriesOverFilesDocument(
        String series,
        long files,
        String latestFileId,
        Instant latestAt,
        @JsonUnwrapped SeriesFigures figures) {

    static SeriesOverFilesDocument of(SeriesOverFiles series) {
        return new SeriesOverFilesDocument(
                series.series(), series.files(), series.latestFileId(), series.latestAt(), series.figures());
    }

    /**
     * A page of a dataset's series, in the order of their UTF-8 bytes.
     *
     * @param nextCursor the cursor of the next page, or null on the last one
     */
    record SeriesOverFilesPage(
            String dataset,
            List<SeriesOverFilesDocument> series,
            @Nullable String nextCursor) {
        SeriesOverFilesPage {
            series = List.copyOf(series);
        }

        static SeriesOverFilesPage of(String dataset, SeriesOverFiles.Page page) {
            String next = page.next();
            return new SeriesOverFilesPage(
                    dataset,
                    page.series().stream().map(SeriesOverFilesDocument::of).toList(),
                    next == null ? null : SeriesCursor.of(next));
        }
    }
}
