package dev.sluice.results.file;

import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.SeriesPage;
import java.io.IOException;
import java.io.Writer;

/**
 * All series of an ended file as CSV, queried and written page by page, so that memory use doesn't depend on their
 * number.
 *
 * @param first the first page
 * @param table the layout of the CSV
 * @param raw whether formulas are left unprotected
 */
record SeriesDownload(FileQueries queries, SeriesPage first, SeriesTable table, boolean raw) {
    /** Large enough for few queries over many series, small enough for many concurrent downloads. */
    static final int PAGE = 10_000;

    /**
     * Writes header row and series.
     *
     * @throws IOException if the client disconnects, or a page is unavailable. The output is then incomplete, and the
     *     connection must be closed so that the client notices
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
