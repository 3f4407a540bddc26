package dev.sluice.results.file;

import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.SeriesPage;
import java.io.IOException;
import java.io.Writer;

/**
 * All series of a finished file as CSV, asked for and written page by page, so that memory doesn't grow with their number.
 *
 * @param first the page it begins with
 * @param table what the CSV looks like
 * @param raw whether formulas are left as they are
 */
record SeriesDownload(FileQueries queries, SeriesPage first, SeriesTable table, boolean raw) {
    /** Large enough to make few questions of many series, small enough to hold some for many downloads at once. */
    static final int PAGE = 10_000;

    /**
     * Writes header row and series.
     *
     * @throws IOException if the client is gone, or if a page can't be had. What is written then is not the whole
     *     file, and the connection has to break for the client to see that
     */
    void writeTo(Writer out) throws IOException {
        SeriesCsv csv = new SeriesCsv(out, table, raw);
        csv.write(first.series());
        String after = first.next();
        while (after != null) {
            SeriesPage page = pageAfter(after);
            csv.write(page.series());
            after = page.next();
        }
    }

    private SeriesPage pageAfter(String series) throws IOException {
        String fileId = first.summary().fileId();
        try {
            Answer<SeriesPage> answer = queries.series(fileId, series, PAGE);
            if (answer instanceof Answer.Found<SeriesPage> found) {
                return found.value();
            }
            throw new IOException("the download of " + fileId + " breaks off after " + series + ": " + answer);
        } catch (RuntimeException e) {
            throw new IOException("the download of " + fileId + " breaks off after " + series, e);
        }
    }
}
