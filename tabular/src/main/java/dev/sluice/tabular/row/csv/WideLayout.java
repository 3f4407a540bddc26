package dev.sluice.tabular.row.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.csv.CsvRecords;
import dev.sluice.tabular.csv.FormulaCells;
import dev.sluice.tabular.csv.RecordCursor;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.header.Columns.Column;
import dev.sluice.tabular.row.RejectReasons;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.text.TruncatedText;
import java.util.Arrays;
import java.util.List;

/**
 * One row per reading of a record. A column of the group field holds the first part of the names of the record's series:
 * they are CSV records of this part and the name of the reading's column. The record's invalid readings form one reject, which holds the cells that the record's rows
 * share and these readings, so that they can be corrected and sent again without the valid ones.
 */
final class WideLayout implements RowLayout {
    private static final int MAX_NAME_CHARS = 256;

    private final FieldCells shared;
    private final Column[] columns;
    private final Field group;
    private final Field measure;
    private final CsvRecords records;
    private final CsvRecords names = new CsvRecords(',');
    private final boolean safeCells;
    private final Object[] values;
    /** Whether a column of the file has a part of the series' names. */
    private final boolean named;
    /** The columns of the current record's invalid readings. */
    private final int[] wrong;

    WideLayout(Dataset dataset, Columns columns, CsvRecords records) {
        shared = new FieldCells(columns);
        this.columns = columns.all().toArray(Column[]::new);
        group = dataset.groupBy().get(0);
        measure = dataset.measure();
        this.records = records;
        safeCells = Columns.hasSafeCells(columns.names());
        values = FieldCells.constants(dataset, columns);
        named = columns.all().stream().anyMatch(column -> group.equals(column.field()));
        wrong = new int[this.columns.length];
    }

    @Override
    public void read(RecordCursor record, String[] cells, RowHandler handler) {
        if (!shared.read(cells, values)) {
            handler.invalid(record.line(), CsvRows.raw(record), ValidationErrors.of(shared.violations(record, cells)));
            return;
        }
        int bad = 0;
        String part = named ? group.text(values[group.index()]) : "";
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].series() != null && !measure.isMissing(cells[i])) {
                Object series = named ? group.parse(series(part, i)) : columns[i].series();
                Object reading = measure.parse(cells[i]);
                if (reading == null || series == null) {
                    wrong[bad++] = i;
                } else {
                    values[group.index()] = series;
                    values[measure.index()] = reading;
                    handler.valid(record.line(), values);
                }
            }
        }
        if (bad > 0) {
            handler.invalid(
                    record.line(),
                    alone(cells, bad),
                    violations(part, cells, bad).ofCells(bad));
        }
    }

    private String series(String part, int column) {
        return names.record(part, columns[column].name());
    }

    private ValidationErrors violations(String part, String[] cells, int bad) {
        ValidationErrors errors = new ValidationErrors();
        for (int i = 0; i < bad; i++) {
            String cell = cells[wrong[i]];
            String where = "column " + TruncatedText.ofChars(columns[wrong[i]].name(), MAX_NAME_CHARS) + ": ";
            for (Field.Violation violation : measure.violations(cell)) {
                errors.add(RejectReasons.ofCell(measure, violation.code(), where + violation.message(), cell));
            }
            String series = named ? series(part, wrong[i]) : "";
            for (Field.Violation violation : named ? group.violations(series) : List.<Field.Violation>of()) {
                errors.add(RejectReasons.ofCell(group, violation.code(), where + violation.message(), series));
            }
        }
        return errors;
    }

    /** The shared cells and the invalid readings. */
    private TruncatedText alone(String[] cells, int bad) {
        String[] kept = cells.clone();
        int next = 0;
        for (int i = 0; i < kept.length; i++) {
            if (next < bad && wrong[next] == i) {
                next++;
            } else if (columns[i].series() != null) {
                kept[i] = "";
            }
        }
        if (safeCells) {
            // Unchanged, as they are parsed again as cells of such a file.
            Arrays.setAll(kept, i -> FormulaCells.protect(kept[i]));
        }
        byte[] record = records.record(kept).getBytes(UTF_8);
        return TruncatedText.ofUtf8(record, 0, record.length, CsvRows.MAX_RAW_BYTES);
    }
}
