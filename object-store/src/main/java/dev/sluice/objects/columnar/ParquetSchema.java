package dev.sluice.objects.columnar;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timeType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** The Parquet schema of rows. */
final class ParquetSchema {
    /** The names that the format's specification gives to the parts of a list. */
    static final String LIST = "list";

    static final String ELEMENT = "element";

    private ParquetSchema() {}

    static MessageType of(RowSchema rows) {
        return new MessageType(
                rows.dataset().name(),
                rows.columns().stream().map(ParquetSchema::field).toList());
    }

    private static Type field(Column column) {
        Repetition repetition = column.required() ? Repetition.REQUIRED : Repetition.OPTIONAL;
        String name = column.name();
        return switch (column.type()) {
            case TIMESTAMP ->
                Types.primitive(INT64, repetition)
                        .as(timestampType(true, TimeUnit.MICROS))
                        .named(name);
            case DATE -> Types.primitive(INT32, repetition).as(dateType()).named(name);
            case TIME ->
                Types.primitive(INT64, repetition)
                        .as(timeType(false, TimeUnit.MICROS))
                        .named(name);
            case DOUBLE -> Types.primitive(DOUBLE, repetition).named(name);
            case LONG -> Types.primitive(INT64, repetition).named(name);
            case BOOLEAN -> Types.primitive(BOOLEAN, repetition).named(name);
            case TEXT -> Types.primitive(BINARY, repetition).as(stringType()).named(name);
            case LIST -> Types.list(repetition).requiredElement(DOUBLE).named(name);
        };
    }
}
