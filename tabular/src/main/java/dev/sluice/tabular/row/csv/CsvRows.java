package dev.sluice.tabular.row.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.csv.CsvRecords;
import dev.sluice.tabular.csv.FormulaCells;
import dev.sluice.tabular.csv.RecordCursor;
import dev.sluice.tabular.dataset.ColumnNames;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.header.LaterHeaders;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.header.ReadOptions.Layout;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.row.RejectReasons;
import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.Rows;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.text.Blanks;
import dev.sluice.tabular.text.TruncatedText;
import dev.sluice.tabular.text.Utf8;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of CSV records. An invalid record is passed on as invalid rows; nothing is thrown. */
public final class CsvRows implements Rows {
    /** The maximum size of a record, without its line ending. */
    static final int MAX_ROW_BYTES = 64 * 1024;

    /** How much of an invalid row is kept for correction: all of it, if it isn't too large to be uploaded. */
    public static final int MAX_RAW_BYTES = MAX_ROW_BYTES;

    private static final int MAX_NAMES_CHARS = 256;

    private final RecordCursor record;
    private final CsvRecords records;
    private final int columns;
    /** Rows have at least the cells of so many columns. */
    private final int neededColumns;

    private final RowLayout layout;
    /** Null if all records take the general path. */
    private final @Nullable PlainRecords plain;

    private final boolean ofRejects;
    private final @Nullable Character comment;
    private final boolean safeCells;
    private final LaterHeaders headers;
    private final Watched watched = new Watched();
    /** Set after a second header row: the fault of that row and of all rows after it. */
    private @Nullable Fault fault;

    /**
     * @param text UTF-8, not validated
     * @param from the index of the first record's first byte
     * @param firstLine the physical line on which it starts
     * @param options complete
     */
    public CsvRows(byte[] text, int from, long firstLine, Dataset dataset, Columns columns, ReadOptions options) {
        this(new RecordCursor(text, from, firstLine, options.separator()), dataset, columns, options, true);
    }

    /** @param shortCut whether plain records may take the fast path, with the same results */
    public CsvRows(RecordCursor record, Dataset dataset, Columns columns, ReadOptions options, boolean shortCut) {
        this.record = record;
        records = new CsvRecords(options.separator());
        this.columns = columns.all().size();
        neededColumns = neededColumns(columns.names(), options.ignored());
        boolean wide = options.layout() == Layout.WIDE;
        RowLayout ofRows = wide ? new WideLayout(dataset, columns, records) : new LongLayout(dataset, columns);
        headers = new LaterHeaders(columns, dataset, options);
        ofRejects = columns.ofRejects();
        safeCells = Columns.hasSafeCells(columns.names());
        layout = ofRejects ? new ReturnedRejects(ofRows, columns) : ofRows;
        comment = ofRejects ? null : options.skipped().comment();
        plain = shortCut && !wide && !ofRejects && columns.joined().isEmpty()
                ? new PlainRecords(options.separator(), dataset, columns, record.text().length)
                : null;
    }

    @Override
    public boolean next(RowHandler handler) {
        if (!record.next()) {
            return false;
        }
        if (comment != null && record.beginsWith(comment)) {
            readComment(comment, handler);
        } else if (record.length() > MAX_ROW_BYTES) {
            reject(RejectReasons.oversized(MAX_ROW_BYTES, record.length()), handler);
        } else if (record.unclosed()) {
            reject(RejectReasons.unclosedQuote(), handler);
        } else if (record.hasNul()) {
            reject(RejectReasons.nul(), handler);
        } else if (fault != null) {
            reject(
                    new RowError(
                            "source-error",
                            null,
                            "expected no second header row before it, found that " + fault.message(),
                            null),
                    handler);
        } else if (plain == null || !plain.read(record, handler)) {
            read(handler);
        }
        return true;
    }

    private void readComment(char first, RowHandler handler) {
        if (record.hasSeveralLines()) {
            // Other lines are in it, which may be rows.
            reject(RejectReasons.quoteInComment(record.line(), record.lastLine()), handler);
        } else if (record.length() <= MAX_ROW_BYTES) {
            String text = new String(record.text(), record.start(), record.length(), UTF_8);
            String[] cells = asColumns(records.cells(text.substring(text.indexOf(first) + 1)));
            if (headers.isOtherInComment(cells)) {
                fault = secondHeader(cells);
            }
        }
    }

    private Fault secondHeader(String[] cells) {
        return new Fault(
                "second-header",
                "line " + record.line() + " is a header row with other columns than the first: "
                        + TruncatedText.ofChars(String.join(", ", cells), MAX_NAMES_CHARS)
                        + "; send each file separately instead of concatenating them");
    }

    @Override
    public @Nullable Fault fault() {
        return fault;
    }

    /** The raw text of the cursor's record, truncated. */
    static TruncatedText raw(RecordCursor record) {
        return TruncatedText.ofUtf8(record.text(), record.start(), record.end(), MAX_RAW_BYTES);
    }

    private void read(RowHandler handler) {
        String text = new String(record.text(), record.start(), record.length(), UTF_8);
        // Decoding to a String replaces invalid UTF-8 by U+FFFD, which the text may also contain itself.
        if (text.indexOf('\uFFFD') >= 0 && !Utf8.isValid(record.text(), record.start(), record.end())) {
            reject(RejectReasons.notUtf8(), handler);
            return;
        }
        String[] cells = asColumns(records.cells(text));
        if (areEmpty(cells)) {
            reject(RejectReasons.blankRow(), handler);
            return;
        }
        if (safeCells) {
            Arrays.setAll(cells, i -> Blanks.strip(FormulaCells.restore(cells[i])));
        }
        watched.target = handler;
        watched.rejected = false;
        layout.read(record, cells, watched);
        if (watched.rejected && headers.isOther(cells)) {
            fault = secondHeader(cells);
        }
    }

    /**
     * The cell behind a delimiter at the row's end belongs to no column. Cells at the end may be missing if the client
     * ignores their columns.
     */
    private String[] asColumns(String[] cells) {
        boolean trailing = CsvRecords.endsWithDelimiter(cells, columns);
        boolean shorter = cells.length < columns && cells.length >= neededColumns;
        if (!trailing && !shorter) {
            return cells;
        }
        String[] fitting = Arrays.copyOf(cells, columns);
        if (shorter) {
            Arrays.fill(fitting, cells.length, columns, "");
        }
        return fitting;
    }

    /** The columns up to the last one that the client doesn't ignore. */
    private static int neededColumns(List<String> names, List<String> ignored) {
        Set<String> keys = ignored.stream().map(ColumnNames::key).collect(Collectors.toSet());
        int needed = names.size();
        while (needed > 0 && keys.contains(ColumnNames.key(names.get(needed - 1)))) {
            needed--;
        }
        return needed;
    }

    /** Tracks whether a record has invalid rows, without cost for valid ones. */
    private static final class Watched implements RowHandler {
        private @Nullable RowHandler target;
        private boolean rejected;

        @Override
        public void valid(long line, Object[] values) {
            Objects.requireNonNull(target).valid(line, values);
        }

        @Override
        public void invalid(long line, TruncatedText raw, ValidationErrors errors) {
            rejected = true;
            Objects.requireNonNull(target).invalid(line, raw, errors);
        }
    }

    private static boolean areEmpty(String[] cells) {
        for (String cell : cells) {
            if (!cell.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private void reject(RowError error, RowHandler handler) {
        handler.invalid(record.line(), raw(record), ValidationErrors.of(error));
    }
}
