package dev.sluice.tabular.row.csv;

import dev.sluice.tabular.csv.RecordCursor;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.ValidationErrors;

/** One row per record; none if its measure is a missing value. */
final class LongLayout implements RowLayout {
    private final Dataset dataset;
    private final FieldCells fields;
    private final Object[] values;

    LongLayout(Dataset dataset, Columns columns) {
        this.dataset = dataset;
        fields = new FieldCells(columns);
        values = FieldCells.constants(dataset, columns);
    }

    @Override
    public void read(RecordCursor record, String[] cells, RowHandler handler) {
        if (fields.read(cells, values)) {
            if (dataset.hasReading(values)) {
                handler.valid(record.line(), values);
            }
            return;
        }
        handler.invalid(record.line(), CsvRows.raw(record), ValidationErrors.of(fields.violations(record, cells)));
    }
}
