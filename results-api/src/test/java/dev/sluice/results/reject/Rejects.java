package dev.sluice.results.reject;

import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.tabular.row.RowError;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rejects for tests. */
public final class Rejects {
    private Rejects() {}

    public static RejectsPage ofCsv(FileSummary file, String header, String options, InvalidRow... rows) {
        return new RejectsPage(file, header, options, rows.length, in(file, rows), null);
    }

    static RejectsPage ofJson(FileSummary file, InvalidRow... rows) {
        return new RejectsPage(file, null, null, rows.length, in(file, rows), null);
    }

    /** A row of whatever file it is put in. */
    public static InvalidRow row(long line, String raw, RowError... errors) {
        return new InvalidRow("any", 0L, line, raw, false, List.of(errors));
    }

    static InvalidRow cut(long line, String raw, RowError... errors) {
        return new InvalidRow("any", 0L, line, raw, true, List.of(errors));
    }

    public static RowError error(String code, @Nullable String field) {
        return new RowError(code, field, "expected better", null);
    }

    private static List<InvalidRow> in(FileSummary file, InvalidRow... rows) {
        return Arrays.stream(rows)
                .map(row -> new InvalidRow(
                        file.fileId(), row.chunk(), row.line(), row.raw(), row.rawTruncated(), row.errors()))
                .toList();
    }
}
