package dev.sluice.schemas.query;

import org.jspecify.annotations.Nullable;

/**
 * The queries for files, and the request to delete one. Implemented by the aggregator over the stores of an instance
 * that owns all partitions, and by results-api over HTTP for any number of instances.
 *
 * <p>A file whose 202 was sent before the query is never {@link Answer.Missing}. A terminal status is returned only
 * once it is final.
 */
public interface FileQueries {
    /**
     * The same queries over the files of one client only. Any other file is missing, exactly as one that doesn't exist,
     * and is in no list and no sum.
     */
    FileQueries ofClient(String client);

    Answer<FileSummary> file(String fileId);

    /**
     * Deletes a file in any state, and returns its last summary; later queries don't find it. A caller that gets no
     * answer (unavailable) has to retry; the file may be deleted by then, and so missing.
     */
    Answer<FileSummary> delete(String fileId);

    /**
     * A page of a file's series.
     *
     * @param after the last series of the previous page, or null for the first page
     * @param limit the maximum number, from 1
     */
    Answer<SeriesPage> series(String fileId, @Nullable String after, int limit);

    /**
     * A page of a file's series over time.
     *
     * @param after the last series of the previous page, or null for the first page
     * @param limit the maximum number, from 1
     */
    Answer<SeriesProfile.Page> profiles(String fileId, @Nullable String after, int limit);

    /** One series of a file over time, with the distribution of its values. */
    Answer<SeriesProfile.Single> profile(String fileId, String series);

    /**
     * A page of the windows of a file's series.
     *
     * @param after the last window of the previous page, or null for the first page
     * @param limit the maximum number, from 1
     */
    Answer<SeriesWindows> windows(
            String fileId, SeriesWindows.Filter filter, SeriesWindows.@Nullable Key after, int limit);

    /**
     * A page of the files that match the filter, newest first. It may have fewer than its limit although there are
     * more, if matches are rare. If some partitions are unavailable, the page lacks their files, and says so.
     *
     * @param cursor from the previous page, or null for the first page
     * @param limit the maximum number, from 1
     */
    Answer<FilesPage> files(FilesPage.Filter filter, @Nullable String cursor, int limit);

    /**
     * A page of the kept invalid rows of a file.
     *
     * @param cursor from the previous page, or null for the first page
     * @param limit the maximum number, from 1
     */
    Answer<RejectsPage> rejects(String fileId, RejectsPage.Filter filter, @Nullable String cursor, int limit);

    /**
     * A series over all complete files of a dataset; missing if no file has it. Like all sums over files it covers all
     * of them or is unavailable: a partial sum would be a wrong number.
     */
    Answer<SeriesOverFiles> seriesOverFiles(String dataset, String series);

    /**
     * A page of the series over all complete files of a dataset.
     *
     * @param after the last series of the previous page, or null for the first page
     * @param limit the maximum number, from 1
     */
    Answer<SeriesOverFiles.Page> allSeriesOverFiles(String dataset, @Nullable String after, int limit);

    /**
     * A page of the windows of one series over all complete files of a dataset.
     *
     * @param filter selects the windows of one series
     * @param after the last window of the previous page, or null for the first page
     * @param limit the maximum number, from 1
     */
    Answer<SeriesWindows.OverFiles> windowsOverFiles(
            String dataset, SeriesWindows.Filter filter, SeriesWindows.@Nullable Key after, int limit);

    /** The totals over a dataset's files; all zero if no file has ended. */
    Answer<DatasetTotals> totals(String dataset);
}
