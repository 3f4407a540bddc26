package dev.sluice.tabular.row.csv;

import dev.sluice.tabular.csv.RecordCursor;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.ValidationErrors;

/** One row per record. */
final class LongLayout implements RowLayout {
    private final FieldCells fields;
    private final Object[] values;

    LongLayout(Dataset dataset, Columns columns) {
        fields = new FieldCells(columns);
        values = FieldCells.constants(dataset, columns);
    }

    @Override
    public void read(RecordCursor record, String[] cells, RowHandler handler) {
        if (fields.read(cells, values)) {
            handler.valid(record.line(), values);
            return;
        }
        handler.invalid(record.line(), CsvRows.raw(record), ValidationErrors.of(fields.violations(record, cells)));
    }
}
