package dev.sluice.results.reject;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.results.http.CsvLines;
import dev.sluice.tabular.csv.CsvRecords;
import dev.sluice.tabular.csv.FormulaCells;
import dev.sluice.tabular.csv.RecordScanner;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.header.ReadOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rejects of a CSV file, in the file's own columns. */
final class CsvRejectLayout implements RejectLayout {
    private final char delimiter;
    private final CsvRecords records;
    private final boolean safe;
    /** The column {@code _extra} of a corrected file that has rejects again; -1 if it has none. */
    private final int extra;

    private final String[] header;
    private final int[] kept;

    private CsvRejectLayout(char delimiter, String headerRow) {
        this.delimiter = delimiter;
        records = new CsvRecords(delimiter);
        String[] names = records.cells(headerRow);
        safe = Columns.hasSafeCells(List.of(names));
        header = restored(names);
        extra = List.of(header).contains(Columns.CODE) ? List.of(header).indexOf(Columns.EXTRA) : -1;
        // A corrected file that has rejects again would have the additional columns twice.
        kept = IntStream.range(0, header.length)
                .filter(i -> !RejectsCsv.OWN_COLUMNS.contains(header[i]))
                .toArray();
    }

    /**
     * @param headerRow the header row of the file
     * @param options the text form of {@link ReadOptions}; null for files of old gateways
     */
    static CsvRejectLayout of(String headerRow, @Nullable String options) {
        return new CsvRejectLayout(
                ReadOptions.parse(options == null ? "" : options).separator(), headerRow);
    }

    @Override
    public List<String> columns() {
        return IntStream.of(kept).mapToObj(i -> header[i]).toList();
    }

    @Override
    public Cells cells(String raw) {
        String[] found = restored(records.cells(closed(raw)));
        List<String> cells = new ArrayList<>(kept.length);
        for (int i : kept) {
            cells.add(i < found.length ? found[i] : "");
        }
        if (found.length <= header.length || CsvRecords.endsWithDelimiter(found, header.length)) {
            return new Cells(
                    cells, extra >= 0 && extra < found.length && !found[extra].isEmpty() ? found[extra] : null);
        }
        return new Cells(cells, CsvLines.record(List.of(found).subList(header.length, found.length)));
    }

    /** In a corrected file formulas are protected already; that must not be done twice. */
    private String[] restored(String[] cells) {
        return safe ? Stream.of(cells).map(FormulaCells::restore).toArray(String[]::new) : cells;
    }

    /**
     * A row that was truncated, or whose last quote is missing, ends inside quotes: its cells can be separated
     * nevertheless.
     */
    private String closed(String raw) {
        byte[] bytes = raw.getBytes(UTF_8);
        RecordScanner scanner = new RecordScanner(delimiter);
        int end = scanner.findEnd(bytes, 0, bytes.length);
        return end < 0 && scanner.inQuotes() ? raw + '"' : raw;
    }
}
