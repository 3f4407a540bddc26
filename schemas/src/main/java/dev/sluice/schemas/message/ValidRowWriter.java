package dev.sluice.schemas.message;

import dev.sluice.schemas.dataset.Dataset;
import dev.sluice.schemas.dataset.Field;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the values of {@code valid-rows}: the rows of one chunk, or of one record of an open stream. Not thread-safe.
 *
 * <p>There is one of these values per row, so what is the same in all of a chunk's is encoded once, and they share one
 * generator and its buffers. It is never closed, as it holds nothing but memory.
 */
public final class ValidRowWriter {
    private static final SerializableString FILE_ID = new SerializedString("file_id");
    private static final SerializableString CHUNK = new SerializedString("chunk");
    private static final SerializableString LINE = new SerializedString("line");
    private static final SerializableString DATASET = new SerializedString("dataset");

    private static final JsonFactory JSON = JsonFactory.builder()
            // Nothing between one row and the next: each is a record of its own.
            .rootValueSeparator((SerializableString) null)
            .build();

    private final SerializableString fileId;
    private final @Nullable Long chunk;
    private final SerializableString dataset;
    private final Field[] fields;
    private final SerializableString[] names;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out);

    /** @param chunk its number in the file, or null in an open stream */
    public ValidRowWriter(String fileId, @Nullable Long chunk, Dataset dataset) {
        this.fileId = new SerializedString(fileId);
        this.chunk = chunk;
        this.dataset = new SerializedString(dataset.name());
        fields = dataset.fields().toArray(Field[]::new);
        names = List.of(fields).stream()
                .map(field -> new SerializedString(field.name()))
                .toArray(SerializableString[]::new);
    }

    /**
     * A row as JSON: {@code file_id, chunk, line, dataset}, then the dataset's fields that have a value.
     *
     * @param line where the row starts
     * @param values by field index
     */
    public byte[] write(long line, Object[] values) {
        json.writeStartObject();
        json.writeName(FILE_ID);
        json.writeString(fileId);
        if (chunk != null) {
            json.writeName(CHUNK);
            json.writeNumber((long) chunk);
        }
        json.writeName(LINE);
        json.writeNumber(line);
        json.writeName(DATASET);
        json.writeString(dataset);
        for (int i = 0; i < fields.length; i++) {
            if (values[i] != Field.MISSING) {
                json.writeName(names[i]);
                fields[i].write(json, values[i]);
            }
        }
        json.writeEndObject();
        json.flush();
        byte[] row = out.toByteArray();
        out.reset();
        return row;
    }
}
