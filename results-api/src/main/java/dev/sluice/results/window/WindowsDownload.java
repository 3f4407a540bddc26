package dev.sluice.results.window;

import dev.sluice.results.http.CsvLines;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.SeriesWindows;
import java.io.IOException;
import java.io.Writer;

/**
 * The windows of an ended file as CSV, queried and written page by page, so that memory use doesn't depend on their
 * number.
 *
 * @param filter selects the windows
 * @param first the first page
 * @param table the layout of the CSV
 * @param raw whether formulas are left unprotected
 */
record WindowsDownload(
        FileQueries queries, SeriesWindows.Filter filter, SeriesWindows first, WindowsTable table, boolean raw) {
    /** Large enough for few queries over many windows, small enough for many concurrent downloads. */
    static final int PAGE = 10_000;

    /**
     * Writes header row and windows.
     *
     * @throws IOException if the client disconnects, or a page is unavailable. The output is then incomplete, and the
     *     connection must be closed so that the client notices
     */
    void writeTo(Writer out) throws IOException {
        CsvLines csv = new CsvLines(out, raw);
        csv.write(table.header());
        write(first, csv);
        SeriesWindows.Key after = first.next();
        while (after != null) {
            SeriesWindows page = pageAfter(after);
            write(page, csv);
            after = page.next();
        }
    }

    private void write(SeriesWindows page, CsvLines csv) throws IOException {
        page.windows().forEach(window -> csv.write(table.row(window)));
        csv.flush();
    }

    private SeriesWindows pageAfter(SeriesWindows.Key window) throws IOException {
        String fileId = first.summary().fileId();
        try {
            Answer<SeriesWindows> answer = queries.windows(fileId, filter, window, PAGE);
            if (answer instanceof Answer.Found<SeriesWindows> found) {
                return found.value();
            }
            throw new IOException("the windows of " + fileId + " break off after " + window + ": " + answer);
        } catch (RuntimeException e) {
            throw new IOException("the windows of " + fileId + " break off after " + window, e);
        }
    }
}
