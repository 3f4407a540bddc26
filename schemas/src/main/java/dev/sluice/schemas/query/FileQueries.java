package dev.sluice.schemas.query;

import org.jspecify.annotations.Nullable;

/**
 * What there is to ask about files, and the one thing to tell. Implemented by the aggregator over the stores of one instance
 * that has all partitions, and by results-api over HTTP for any number of instances.
 *
 * <p>A file whose 202 was sent before the question was asked is never {@link Answer.Missing}. A terminal status is only
 * answered once it can't be taken back.
 */
public interface FileQueries {
    Answer<FileSummary> file(String fileId);

    /**
     * Deletes a file, wherever it is on its way: found is what it was, and nobody finds it from then on. Who isn't told
     * (unavailable) asks again; the file may be gone by then, and so missing.
     */
    Answer<FileSummary> delete(String fileId);

    /**
     * A page of a file's series.
     *
     * @param after the series to go on after, or null for the first page
     * @param limit how many at most, from 1
     */
    Answer<SeriesPage> series(String fileId, @Nullable String after, int limit);

    /**
     * A page of all files that the filter accepts, newest first. It may have fewer than its limit though there are more, where
     * they are far apart. Where nobody can tell of a part of them the page is without it, and says so.
     *
     * @param cursor from the page before, or null for the first page
     * @param limit how many at most, from 1
     */
    Answer<FilesPage> files(FilesPage.Filter filter, @Nullable String cursor, int limit);

    /**
     * A page of the invalid rows that are kept of a file.
     *
     * @param cursor from the page before, or null for the first page
     * @param limit how many at most, from 1
     */
    Answer<RejectsPage> rejects(String fileId, RejectsPage.Filter filter, @Nullable String cursor, int limit);

    /**
     * A series over all complete files of a dataset; missing if none of them has it. As all sums over files it is over all of
     * them or unavailable: a sum without some would be a wrong number.
     */
    Answer<SeriesOverFiles> seriesOverFiles(String dataset, String series);

    /**
     * A page of the series over all complete files of a dataset.
     *
     * @param after the series to go on after, or null for the first page
     * @param limit how many at most, from 1
     */
    Answer<SeriesOverFiles.Page> allSeriesOverFiles(String dataset, @Nullable String after, int limit);

    /** What a dataset's files came to so far; all zero where none ended. */
    Answer<DatasetTotals> totals(String dataset);
}
