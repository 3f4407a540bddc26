package dev.sluice.schemas.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.fast.JsonBuffer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Writes the values of {@code valid-rows}: the rows of one chunk, or of one record of an open stream. Not thread-safe.
 *
 * <p>There is one value per row, so the parts that a chunk's rows share are encoded once, and the rows share a buffer.
 */
public final class ValidRowWriter {
    private static final int CAPACITY = 512;

    private final byte[] beforeLine;
    private final byte[] afterLine;
    private final Field[] fields;
    /** By field its name, with the preceding comma and the following colon. */
    private final byte[][] names;

    private final JsonBuffer json = new JsonBuffer(CAPACITY);

    /** @param chunk its number in the file, or null in an open stream */
    public ValidRowWriter(String fileId, @Nullable Long chunk, Dataset dataset) {
        beforeLine =
                utf8("{\"file_id\":" + quoted(fileId) + (chunk == null ? "" : ",\"chunk\":" + chunk) + ",\"line\":");
        afterLine = utf8(",\"dataset\":" + quoted(dataset.name()));
        fields = dataset.fields().toArray(Field[]::new);
        names = dataset.fields().stream()
                .map(field -> utf8("," + quoted(field.name()) + ":"))
                .toArray(byte[][]::new);
    }

    /**
     * A row as JSON: {@code file_id, chunk, line, dataset}, then the dataset's fields that have a value.
     *
     * @param line where the row starts
     * @param values by field index
     */
    public byte[] write(long line, Object[] values) {
        json.raw(beforeLine);
        json.number(line);
        json.raw(afterLine);
        for (int i = 0; i < fields.length; i++) {
            if (values[i] != Field.MISSING) {
                json.raw(names[i]);
                fields[i].write(json, values[i]);
            }
        }
        json.raw('}');
        return json.take();
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }

    private static byte[] utf8(String json) {
        return json.getBytes(UTF_8);
    }
}
