package dev.sluice.objects.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.dataset.Field;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;

/** Encodes rows by {@link AvroSchema}, without a record in between. */
final class AvroRowWriter implements DatumWriter<Object[]> {
    /** The branches of an optional field's union. */
    private static final int NULL = 0;

    private static final int VALUE = 1;

    private final Column[] columns;

    AvroRowWriter(RowSchema rows) {
        columns = rows.columns().toArray(Column[]::new);
    }

    /** It is always that of the rows. */
    @Override
    public void setSchema(Schema schema) {}

    @Override
    public void write(Object[] row, Encoder out) throws IOException {
        for (Column column : columns) {
            Object value = column.value(row);
            if (value == Field.MISSING) {
                out.writeIndex(NULL);
                out.writeNull();
                continue;
            }
            if (!column.required()) {
                out.writeIndex(VALUE);
            }
            write(column.type(), value, out);
        }
    }

    private static void write(ColumnType type, Object value, Encoder out) throws IOException {
        switch (type) {
            case TIMESTAMP, LONG -> out.writeLong((Long) value);
            case DATE -> out.writeInt(ColumnType.day(value));
            case TIME -> out.writeLong(ColumnType.microOfDay(value));
            case DOUBLE -> out.writeDouble(ColumnType.number((Double) value));
            case BOOLEAN -> out.writeBoolean((Boolean) value);
            // A text's encoding is its length and its UTF-8, like that of bytes.
            case TEXT -> out.writeBytes(((String) value).getBytes(UTF_8));
            case LIST -> writeList((double[]) value, out);
        }
    }

    private static void writeList(double[] items, Encoder out) throws IOException {
        out.writeArrayStart();
        out.setItemCount(items.length);
        for (double item : items) {
            out.startItem();
            out.writeDouble(ColumnType.number(item));
        }
        out.writeArrayEnd();
    }
}
