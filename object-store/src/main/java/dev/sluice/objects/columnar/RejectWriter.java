package dev.sluice.objects.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import dev.sluice.objects.columnar.RejectRows.Reject;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** Writes the rows of {@link RejectRows}. */
final class RejectWriter extends ParquetRecordWriter<Reject> {
    private static final MessageType SCHEMA = Types.buildMessage()
            .required(INT64)
            .named("line")
            .required(INT32)
            .named("error")
            .required(BINARY)
            .as(stringType())
            .named("code")
            .optional(BINARY)
            .as(stringType())
            .named("field")
            .required(BINARY)
            .as(stringType())
            .named("message")
            .optional(BINARY)
            .as(stringType())
            .named("value")
            .required(INT64)
            .named("count")
            .required(INT32)
            .named("rows")
            .required(BINARY)
            .as(stringType())
            .named("raw")
            .required(BOOLEAN)
            .named("raw_truncated")
            .named("rejects");

    RejectWriter(Map<String, String> metadata) {
        super(SCHEMA, metadata);
    }

    @Override
    void writeFields(Reject reject, RecordConsumer to) {
        whole(0, reject.line(), to);
        small(1, reject.error(), to);
        text(2, reject.what().code(), to);
        text(3, reject.what().field(), to);
        text(4, reject.what().message(), to);
        text(5, reject.what().value(), to);
        whole(6, reject.count(), to);
        small(7, reject.rows(), to);
        text(8, reject.raw(), to);
        String truncated = SCHEMA.getFieldName(9);
        to.startField(truncated, 9);
        to.addBoolean(reject.rawTruncated());
        to.endField(truncated, 9);
    }

    private static void whole(int field, long value, RecordConsumer to) {
        String name = SCHEMA.getFieldName(field);
        to.startField(name, field);
        to.addLong(value);
        to.endField(name, field);
    }

    private static void small(int field, int value, RecordConsumer to) {
        String name = SCHEMA.getFieldName(field);
        to.startField(name, field);
        to.addInteger(value);
        to.endField(name, field);
    }

    private static void text(int field, @Nullable String value, RecordConsumer to) {
        if (value != null) {
            String name = SCHEMA.getFieldName(field);
            to.startField(name, field);
            to.addBinary(Binary.fromConstantByteArray(value.getBytes(UTF_8)));
            to.endField(name, field);
        }
    }
}
