package dev.sluice.results.reject;

import dev.sluice.results.http.CsvLines;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.tabular.csv.FormulaCells;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.row.RowError;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes rejects as CSV that can be corrected and sent again: a reject's own cells, then its line and its errors.
 * Sluice ignores the additional columns of a corrected file. The output is safe to open in a spreadsheet program.
 */
final class RejectsCsv {
    static final String EXTRA = Columns.EXTRA;
    /** The names of the additional columns; a file's own columns with these names are omitted. */
    static final Set<String> OWN_COLUMNS = Columns.OF_REJECTS;

    private static final String CUT = "the row is longer than what is kept of it: its end is missing here";

    private static final String WRONG = "the row as a whole is wrong, see _message: correct it, then empty this cell";

    private final CsvLines csv;
    private final RejectLayout layout;
    private final boolean withExtra;
    private final boolean raw;

    /**
     * Writes the header row.
     *
     * @param raw whether cells are unchanged, for programs, and formulas aren't protected
     */
    RejectsCsv(Writer out, RejectLayout layout, boolean withExtra, boolean raw) {
        // What to protect depends on the cell.
        csv = new CsvLines(out, true);
        this.layout = layout;
        this.withExtra = withExtra;
        this.raw = raw;
        write(layout.columns(), List.of("_line", Columns.CODE, "_message"), EXTRA, Columns.RAW);
    }

    /**
     * The contents of a reject that belong to no column, or a note that a part isn't visible in its cells; null if
     * everything is. A corrected row is rejected as long as this cell isn't empty.
     */
    static @Nullable String extra(InvalidRow reject, RejectLayout layout) {
        String extra = layout.cells(reject.raw()).extra();
        if (extra != null) {
            return extra;
        }
        if (reject.rawTruncated()) {
            return CUT;
        }
        return has(reject, "source-error") ? WRONG : null;
    }

    /**
     * Writes one row per reject.
     *
     * @throws IOException if a part of the output could not be written
     */
    void write(List<InvalidRow> page) throws IOException {
        for (InvalidRow reject : page) {
            List<String> ours = List.of(Long.toString(reject.line()), codes(reject), messages(reject));
            write(
                    layout.cells(reject.raw()).cells(),
                    ours,
                    Objects.requireNonNullElse(extra(reject, layout), ""),
                    "true");
        }
        csv.flush();
    }

    private void write(List<String> cells, List<String> ours, String extra, String marked) {
        List<String> all = new ArrayList<>(cells);
        all.addAll(ours);
        if (withExtra) {
            all.add(extra);
        }
        if (raw) {
            all.add(marked);
        } else {
            all.replaceAll(FormulaCells::protect);
        }
        csv.write(all);
    }

    private static boolean has(InvalidRow reject, String code) {
        return reject.errors().stream().anyMatch(error -> error.code().equals(code));
    }

    private static String codes(InvalidRow reject) {
        return reject.errors().stream().map(RowError::code).collect(Collectors.joining(";"));
    }

    private static String messages(InvalidRow reject) {
        Stream<String> messages = reject.errors().stream()
                .map(error -> error.field() == null ? error.message() : error.field() + ": " + error.message());
        Stream<String> more =
                reject.furtherErrors() == 0 ? Stream.of() : Stream.of("and " + reject.furtherErrors() + " more");
        Stream<String> cut = reject.rawTruncated() ? Stream.of(CUT) : Stream.of();
        return Stream.of(messages, more, cut).flatMap(some -> some).collect(Collectors.joining("; "));
    }
}
