package dev.sluice.schemas.row;

import dev.sluice.schemas.csv.Columns;
import dev.sluice.schemas.csv.RecordCursor;
import dev.sluice.schemas.dataset.Dataset;

/** One record, one row. */
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
        handler.invalid(record.line(), CsvRows.raw(record), FoundErrors.of(fields.violations(cells)));
    }
}
