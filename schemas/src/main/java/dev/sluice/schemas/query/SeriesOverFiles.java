package dev.sluice.schemas.query;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A series over all complete files of its dataset that are kept.
 *
 * @param files how many files have it
 * @param latestFileId the file that came last of these
 * @param latestAt when that file came, by the broker's clock
 * @param figures of all these files' rows, or where the dataset says so of the latest row only
 */
public record SeriesOverFiles(String series, long files, String latestFileId, Instant latestAt, SeriesFigures figures) {

    /**
     * Some of a dataset's series over files, in the order of their UTF-8 bytes.
     *
     * @param next the series to go on after, or null if this was the last page
     */
    public record Page(
            List<SeriesOverFiles> series, @Nullable String next) {
        public Page {
            series = List.copyOf(series);
        }
    }
}
