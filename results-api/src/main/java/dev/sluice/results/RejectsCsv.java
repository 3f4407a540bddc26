package dev.sluice.results;

import dev.sluice.schemas.csv.FormulaCells;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.RowError;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes rejects as CSV that can be mended and sent again: a reject's own cells, then the line it stands on and what is
 * wrong with it. Sluice ignores our columns when they come back. Safe to open in a spreadsheet program.
 */
final class RejectsCsv {
    static final String EXTRA = "_extra";
    /** What no file's own column is called here. */
    static final Set<String> OWN_COLUMNS = Set.of("_line", "_code", "_message", EXTRA);

    private static final String CUT = "the row is longer than what is kept of it: its end is missing here";

    private final CsvLines csv;
    private final RejectLayout layout;
    private final boolean withExtra;

    /** Writes the header row. */
    RejectsCsv(Writer out, RejectLayout layout, boolean withExtra) {
        csv = new CsvLines(out);
        this.layout = layout;
        this.withExtra = withExtra;
        write(layout.columns(), List.of("_line", "_code", "_message"), EXTRA);
    }

    /**
     * Writes a row each.
     *
     * @throws IOException if anything so far could not be written
     */
    void write(List<InvalidRow> page) throws IOException {
        for (InvalidRow reject : page) {
            RejectLayout.Cells cells = layout.cells(reject.raw());
            List<String> ours = List.of(Long.toString(reject.line()), codes(reject), messages(reject));
            write(cells.cells(), ours, Objects.requireNonNullElse(cells.extra(), ""));
        }
        csv.flush();
    }

    private void write(List<String> cells, List<String> ours, String extra) {
        List<String> all = new ArrayList<>(cells);
        all.addAll(ours);
        if (withExtra) {
            all.add(extra);
        }
        all.replaceAll(FormulaCells::protect);
        csv.write(all);
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
