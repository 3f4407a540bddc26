package dev.sluice.results.reject;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FileSummary.ErrorCount;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.text.TruncatedText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a file's rejects. Before the end {@code provisional} is true and there may be more.
 *
 * @param layout of the file, {@code wide}; null for one row a line
 * @param invalidRows the total number of invalid rows
 * @param kept the number of these that can be shown
 * @param shown a description of these, or null if all can be shown
 * @param counts the number of errors by code and field in all invalid rows, including those that aren't kept
 * @param rejects the rejects, in the order of the file
 * @param nextCursor the cursor of the next page, or null on the last one
 */
record RejectsDocument(
        String fileId,
        FileStatus status,
        boolean provisional,
        String dataset,
        @Nullable String layout,
        long invalidRows,
        long kept,
        @Nullable String shown,
        List<ErrorCount> counts,
        List<Reject> rejects,
        @Nullable String nextCursor) {

    RejectsDocument {
        counts = List.copyOf(counts);
        rejects = List.copyOf(rejects);
    }

    static RejectsDocument of(RejectsPage page) {
        FileSummary file = page.summary();
        return new RejectsDocument(
                file.fileId(),
                file.status(),
                file.provisional(),
                file.dataset(),
                isWide(page.csvOptions()) ? "wide" : null,
                file.invalidRows(),
                page.kept(),
                KeptRejects.of(page).words().orElse(null),
                file.errors(),
                page.rejects().stream().map(Reject::of).toList(),
                page.next());
    }

    /** @param options null for files of old gateways, and for JSON */
    private static boolean isWide(@Nullable String options) {
        return options != null && ReadOptions.parse(options).layout() == ReadOptions.Layout.WIDE;
    }

    /**
     * An invalid row.
     *
     * @param chunk its chunk, or null in an open stream
     * @param line the line on which it starts, from 1
     * @param raw the row, truncated to 4 KiB; {@code rejects.csv} has all of it
     * @param errors its first 20 errors
     * @param moreErrors the number of further errors, or null
     * @param cells the number of invalid readings in the wide layout, or null for one
     */
    record Reject(
            long line,
            @Nullable Long chunk,
            String raw,
            boolean rawTruncated,
            List<RowError> errors,
            @Nullable Long moreErrors,
            @Nullable Integer cells) {
        private static final int MAX_RAW_BYTES = 4 * 1024;

        Reject {
            errors = List.copyOf(errors);
        }

        private static Reject of(InvalidRow row) {
            long further = row.furtherErrors();
            byte[] raw = row.raw().getBytes(UTF_8);
            TruncatedText shown = TruncatedText.ofUtf8(raw, 0, raw.length, MAX_RAW_BYTES);
            return new Reject(
                    row.line(),
                    row.chunk(),
                    shown.text(),
                    row.rawTruncated() || shown.truncated(),
                    row.errors(),
                    further == 0 ? null : further,
                    row.cells());
        }
    }
}
