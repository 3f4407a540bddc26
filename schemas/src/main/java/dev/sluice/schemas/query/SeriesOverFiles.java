package dev.sluice.schemas.query;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A series over all complete files of its dataset that are kept.
 *
 * @param files the number of files with the series
 * @param latestFileId the latest of these files
 * @param latestAt the time of that file, by the broker's clock
 * @param figures over the rows of all these files, or of the latest row only if the dataset says so
 */
public record SeriesOverFiles(String series, long files, String latestFileId, Instant latestAt, SeriesFigures figures) {

    /**
     * A page of a dataset's series over files, in the order of their UTF-8 bytes.
     *
     * @param next the series after which the next page starts, or null on the last page
     */
    public record Page(
            List<SeriesOverFiles> series, @Nullable String next) {
        public Page {
            series = List.copyOf(series);
        }
    }
}
