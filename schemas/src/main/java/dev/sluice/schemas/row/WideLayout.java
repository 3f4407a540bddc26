package dev.sluice.schemas.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.csv.Columns;
import dev.sluice.schemas.csv.Columns.Column;
import dev.sluice.schemas.csv.CsvRecords;
import dev.sluice.schemas.csv.RecordCursor;
import dev.sluice.schemas.dataset.Dataset;
import dev.sluice.schemas.dataset.Field;
import dev.sluice.schemas.message.RowError;
import java.util.List;

/**
 * One record, one row for each of its readings. A reading that is wrong is a reject of its own, which holds what the
 * record's rows share and this one reading, so that it can be mended and sent again without its good neighbours.
 */
final class WideLayout implements RowLayout {
    private final FieldCells shared;
    private final Column[] columns;
    private final Field group;
    private final Field measure;
    private final CsvRecords records;
    private final Object[] values;

    WideLayout(Dataset dataset, Columns columns, CsvRecords records) {
        shared = new FieldCells(columns);
        this.columns = columns.all().toArray(Column[]::new);
        group = dataset.groupBy().get(0);
        measure = dataset.measure();
        this.records = records;
        values = FieldCells.constants(dataset, columns);
    }

    @Override
    public void read(RecordCursor record, String[] cells, RowHandler handler) {
        if (!shared.read(cells, values)) {
            handler.invalid(record.line(), CsvRows.raw(record), shared.violations(cells));
            return;
        }
        for (int i = 0; i < columns.length; i++) {
            Object series = columns[i].series();
            if (series != null && !measure.isMissing(cells[i])) {
                readReading(i, series, cells, record.line(), handler);
            }
        }
    }

    private void readReading(int column, Object series, String[] cells, long line, RowHandler handler) {
        Object reading = measure.parse(cells[column]);
        if (reading == null) {
            handler.invalid(line, alone(column, cells), violations(column, cells[column]));
            return;
        }
        values[group.index()] = series;
        values[measure.index()] = reading;
        handler.valid(line, values);
    }

    private List<RowError> violations(int column, String cell) {
        String where = "column " + columns[column].name() + ": ";
        return measure.violations(cell).stream()
                .map(violation -> RowErrors.ofCell(measure, violation.code(), where + violation.message(), cell))
                .toList();
    }

    private CutText alone(int reading, String[] cells) {
        String[] kept = cells.clone();
        for (int i = 0; i < kept.length; i++) {
            if (columns[i].series() != null && i != reading) {
                kept[i] = "";
            }
        }
        byte[] record = records.record(kept).getBytes(UTF_8);
        return CutText.ofUtf8(record, 0, record.length, CsvRows.MAX_RAW_BYTES);
    }
}
