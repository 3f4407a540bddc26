package dev.sluice.objects.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.dataset.Field;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Writes rows by {@link ParquetSchema}, without a record in between. */
final class ParquetRowWriter extends ParquetRecordWriter<Object[]> {
    private final Column[] columns;

    ParquetRowWriter(RowSchema rows, Map<String, String> metadata) {
        super(ParquetSchema.of(rows), metadata);
        columns = rows.columns().toArray(Column[]::new);
    }

    @Override
    void writeFields(Object[] row, RecordConsumer to) {
        for (int i = 0; i < columns.length; i++) {
            Column column = columns[i];
            Object value = column.value(row);
            if (value != Field.MISSING) {
                to.startField(column.name(), i);
                write(column.type(), value, to);
                to.endField(column.name(), i);
            }
        }
    }

    private static void write(ColumnType type, Object value, RecordConsumer to) {
        switch (type) {
            case TIMESTAMP, LONG -> to.addLong((Long) value);
            case DATE -> to.addInteger(ColumnType.day(value));
            case TIME -> to.addLong(ColumnType.microOfDay(value));
            case DOUBLE -> to.addDouble(ColumnType.number((Double) value));
            case BOOLEAN -> to.addBoolean((Boolean) value);
            case TEXT -> to.addBinary(Binary.fromConstantByteArray(((String) value).getBytes(UTF_8)));
            case LIST -> writeList((double[]) value, to);
        }
    }

    private static void writeList(double[] items, RecordConsumer to) {
        to.startGroup();
        to.startField(ParquetSchema.LIST, 0);
        for (double item : items) {
            to.startGroup();
            to.startField(ParquetSchema.ELEMENT, 0);
            to.addDouble(ColumnType.number(item));
            to.endField(ParquetSchema.ELEMENT, 0);
            to.endGroup();
        }
        to.endField(ParquetSchema.LIST, 0);
        to.endGroup();
    }
}
