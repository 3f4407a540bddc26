package dev.sluice.objects.columnar;

import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The Avro schema of rows. Each field has its original name in the property {@value #NAME}. */
final class AvroSchema {
    static final String NAMESPACE = "sluice";
    static final String NAME = "sluice.name";

    private AvroSchema() {}

    static Schema of(RowSchema rows) {
        List<Schema.Field> fields =
                rows.columns().stream().map(AvroSchema::field).toList();
        return Schema.createRecord(
                AvroNames.valid(rows.dataset().name()), rows.dataset().title(), NAMESPACE, false, fields);
    }

    private static Schema.Field field(Column column) {
        Schema type = type(column.type());
        Schema.Field field = column.required()
                ? new Schema.Field(column.avroName(), type)
                : new Schema.Field(
                        column.avroName(),
                        Schema.createUnion(Schema.create(Schema.Type.NULL), type),
                        null,
                        Schema.Field.NULL_DEFAULT_VALUE);
        field.addProp(NAME, column.name());
        return field;
    }

    private static Schema type(ColumnType type) {
        return switch (type) {
            case TIMESTAMP -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case TIME -> LogicalTypes.timeMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
            case LONG -> Schema.create(Schema.Type.LONG);
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case TEXT -> Schema.create(Schema.Type.STRING);
            case LIST -> Schema.createArray(Schema.create(Schema.Type.DOUBLE));
        };
    }
}
