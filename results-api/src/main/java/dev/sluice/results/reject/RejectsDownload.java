package dev.sluice.results.reject;

import dev.sluice.results.http.Answers;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.RejectsPage;
import java.io.IOException;
import java.io.Writer;

/**
 * The kept rejects of an ended file as CSV, queried page by page, so that memory use doesn't depend on their number.
 *
 * @param first the first page
 * @param layout the rejects' own columns
 * @param withExtra whether any reject has contents that belong to no column
 * @param raw whether formulas are left unprotected
 */
record RejectsDownload(FileQueries queries, RejectsPage first, RejectLayout layout, boolean withExtra, boolean raw) {
    /** A reject may have 64 KiB of raw text. */
    static final int PAGE = 50;

    /** Reads all pages once, as the header row depends on all rejects. */
    static RejectsDownload of(FileQueries queries, RejectsPage first, RejectLayout layout, boolean raw) {
        boolean extra = hasExtra(first, layout);
        for (RejectsPage page = first; !extra && page.next() != null; ) {
            page = pageAfter(queries, page);
            extra = hasExtra(page, layout);
        }
        return new RejectsDownload(queries, first, layout, extra, raw);
    }

    /**
     * Writes header row and rejects.
     *
     * @throws IOException if the client disconnects, or a page is unavailable. The output is then incomplete, and the
     *     connection must be closed so that the client notices
     */
    void writeTo(Writer out) throws IOException {
        RejectsCsv csv = new RejectsCsv(out, layout, withExtra, raw);
        RejectsPage page = first;
        csv.write(page.rejects());
        while (page.next() != null) {
            page = pageOrBreakAfter(page);
            csv.write(page.rejects());
        }
    }

    private RejectsPage pageOrBreakAfter(RejectsPage page) throws IOException {
        try {
            return pageAfter(queries, page);
        } catch (RuntimeException e) {
            throw new IOException(
                    "the download of the rejects of " + page.summary().fileId() + " breaks off", e);
        }
    }

    private static RejectsPage pageAfter(FileQueries queries, RejectsPage page) {
        String fileId = page.summary().fileId();
        return Answers.ofFile(queries.rejects(fileId, RejectsPage.Filter.NONE, page.next(), PAGE), fileId);
    }

    private static boolean hasExtra(RejectsPage page, RejectLayout layout) {
        return page.rejects().stream().anyMatch(reject -> RejectsCsv.extra(reject, layout) != null);
    }
}
