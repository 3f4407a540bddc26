package dev.sluice.objects.columnar;

import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Writes the records of a Parquet file that has one schema and metadata, neither of them from a configuration. */
abstract class ParquetRecordWriter<T> extends WriteSupport<T> {
    private final WriteContext context;
    private @Nullable RecordConsumer to;

    ParquetRecordWriter(MessageType schema, Map<String, String> metadata) {
        context = new WriteContext(schema, metadata);
    }

    final int columns() {
        return context.getSchema().getFieldCount();
    }

    /** Writes the fields of a record, in the schema's order and without those that are null. */
    abstract void writeFields(T entry, RecordConsumer to);

    /** Never called: Hadoop isn't there at run time. */
    @Override
    @SuppressWarnings("deprecation") // Abstract all the same.
    public final WriteContext init(Configuration configuration) {
        return context;
    }

    @Override
    public final WriteContext init(ParquetConfiguration configuration) {
        return context;
    }

    /** Called for each row group. */
    @Override
    public final void prepareForWrite(RecordConsumer recordConsumer) {
        to = recordConsumer;
    }

    @Override
    public final void write(T entry) {
        RecordConsumer open = Objects.requireNonNull(to, "prepareForWrite comes first");
        open.startMessage();
        writeFields(entry, open);
        open.endMessage();
    }
}
