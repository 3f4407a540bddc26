package dev.sluice.results.file;

import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.SeriesPage;
import dev.sluice.schemas.query.SeriesPage.Series;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Series of an ended file as CSV, queried and written page by page, so that memory use doesn't depend on their number.
 *
 * @param first the first page
 * @param limit the maximum number of series
 * @param table the layout of the CSV
 * @param raw whether formulas are left unprotected
 */
record SeriesDownload(FileQueries queries, SeriesPage first, long limit, SeriesTable table, boolean raw) {
    /** Large enough for few queries over many series, small enough for many concurrent downloads. */
    static final int PAGE = 10_000;

    /** Receives series page by page. */
    interface Receiver {
        /** Receives the next series. Returns false to stop. */
        boolean take(List<Series> series) throws IOException;
    }

    /**
     * Writes header row and series.
     *
     * @param wanted whether more is to be written; checked after each page
     * @throws IOException if the client disconnects, or a page is unavailable. The output is then incomplete, and the
     *     connection must be closed so that the client notices
     */
    void writeTo(Writer out, BooleanSupplier wanted) throws IOException {
        SeriesCsv csv = new SeriesCsv(out, table, raw);
        read(series -> {
            csv.write(series);
            return wanted.getAsBoolean();
        });
    }

    /**
     * Reads the series in their order.
     *
     * @throws IOException if a page is unavailable
     */
    void read(Receiver receiver) throws IOException {
        SeriesPage page = first;
        long left = limit;
        while (true) {
            List<Series> series = page.series();
            List<Series> taken = series.size() <= left ? series : series.subList(0, (int) left);
            left -= taken.size();
            String next = page.next();
            if (!receiver.take(taken) || next == null || left == 0) {
                return;
            }
            page = pageAfter(next);
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
