package dev.sluice.tabular.infer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.csv.CsvRecords;
import dev.sluice.tabular.csv.RecordCursor;
import dev.sluice.tabular.dataset.ColumnNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A record of a sample.
 *
 * @param cells trimmed
 * @param start the index of its first byte in the text
 * @param line the physical line on which it starts, from 1
 */
record SampledRecord(List<String> cells, int start, long line) {
    /** As rows are read. */
    private static final int MAX_BYTES = 64 * 1024;
    /** Bounds the memory of a sample with many short cells. */
    private static final int MAX_CELLS = 500_000;

    /** Splits the text at a delimiter, up to a number of records. Longer ones than a row may be are left out. */
    static List<SampledRecord> read(SampleText text, char delimiter, int max) {
        List<SampledRecord> all = new ArrayList<>();
        CsvRecords records = new CsvRecords(delimiter);
        RecordCursor cursor = new RecordCursor(text.utf8(), text.start(), text.line(), delimiter);
        int cells = 0;
        while (all.size() < max && cells < MAX_CELLS && cursor.next()) {
            if (cursor.length() <= MAX_BYTES && !cursor.unclosed()) {
                String record = new String(text.utf8(), cursor.start(), cursor.length(), UTF_8);
                all.add(new SampledRecord(List.of(records.cells(record)), cursor.start(), cursor.line()));
                cells += all.get(all.size() - 1).cells().size();
            }
        }
        return all;
    }

    int width() {
        return cells.size();
    }

    /** The same without the cells behind the first ones. */
    SampledRecord cut(int width) {
        return new SampledRecord(cells.subList(0, Math.min(width, cells.size())), start, line);
    }

    /** Whether a cell has digits, and differs from that of the other record in these alone. */
    boolean looksLike(SampledRecord other) {
        for (int i = 0; i < Math.min(width(), other.width()); i++) {
            String shape = shape(cells.get(i));
            if (shape.indexOf('0') >= 0 && shape.equals(shape(other.cells.get(i)))) {
                return true;
            }
        }
        return false;
    }

    private static String shape(String cell) {
        return cell.replaceAll("[0-9]+", "0");
    }

    /** Whether two cells have the same name. */
    boolean repeatsNames() {
        List<String> names = cells.stream().filter(cell -> !cell.isEmpty()).toList();
        return Set.copyOf(names.stream().map(ColumnNames::key).toList()).size() < names.size();
    }

    /** Whether all cells are empty. */
    boolean isBlank() {
        return cells.stream().allMatch(String::isEmpty);
    }

    boolean hasDigit() {
        return cells.stream().anyMatch(cell -> cell.chars().anyMatch(c -> c >= '0' && c <= '9'));
    }
}
