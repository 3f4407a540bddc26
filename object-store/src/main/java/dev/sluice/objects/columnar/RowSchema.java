package dev.sluice.objects.columnar;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * The typed columns of a dataset's rows, one for each field, in the document's order.
 *
 * <p>A column is required if its field is, and always for the measure: a row without a reading is none. All others may
 * be null where a value is missing.
 */
public final class RowSchema {
    private final Dataset dataset;
    private final List<Column> columns;

    private RowSchema(Dataset dataset, List<Column> columns) {
        this.dataset = dataset;
        this.columns = columns;
    }

    /** The columns of a dataset; the same for a dataset whose files are written in another format. */
    public static RowSchema of(Dataset dataset) {
        AvroNames avroNames = new AvroNames();
        List<Column> columns = new ArrayList<>();
        for (Field field : dataset.fields()) {
            columns.add(new Column(
                    field.index(),
                    field.name(),
                    avroNames.next(field.name()),
                    ColumnType.of(field),
                    field.required() || field.index() == dataset.measure().index()));
        }
        return new RowSchema(dataset, List.copyOf(columns));
    }

    Dataset dataset() {
        return dataset;
    }

    List<Column> columns() {
        return columns;
    }
}
