package dev.sluice.schemas.row;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the values of {@code valid-rows} of any writer. Not thread-safe.
 *
 * <p>Reading is strict, as direct producers write this topic too: properties may come in any order, unknown ones are
 * skipped and null counts as absent, but what statistics need must be present and follow the dataset's rules. The
 * default dataset is {@value Datasets#DEFAULT}. Nearly all rows have the form that {@link ValidRowWriter} writes, for
 * which there is a fast path.
 */
public final class ValidRowReader implements Deserializer<ValidRow> {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, ValidRowFields> byDataset = new HashMap<>();
    private final String known;
    private final RowFastPath written;

    public ValidRowReader(Datasets datasets) {
        for (Dataset dataset : datasets.all()) {
            byDataset.put(dataset.name(), new ValidRowFields(dataset));
        }
        known = String.join(", ", datasets.names());
        written = new RowFastPath(byDataset.values());
    }

    /**
     * The row in a record's value.
     *
     * @throws SerializationException for an invalid row; the message says what was expected
     */
    @Override
    public ValidRow deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new SerializationException("expected a JSON object, found a record without a value");
        }
        ValidRow row = written.read(bytes);
        return row == null ? readAny(bytes) : row;
    }

    /** The row in any JSON form. */
    ValidRow readAny(byte[] bytes) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            return read(json);
        } catch (JacksonException e) {
            throw new SerializationException("expected a JSON object: " + e.getOriginalMessage(), e);
        }
    }

    /** The needed fields of a dataset's rows. */
    ValidRowFields fields(String dataset) {
        ValidRowFields fields = byDataset.get(dataset);
        if (fields == null) {
            throw new SerializationException("expected one of the datasets " + known + ", found " + dataset);
        }
        return fields;
    }

    private ValidRow read(JsonParser json) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new SerializationException("expected a JSON object");
        }
        ValidRowDraft draft = new ValidRowDraft(this);
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            if (json.nextToken() != JsonToken.VALUE_NULL) {
                draft.add(name, json);
            }
        }
        if (json.nextToken() != null) {
            throw new SerializationException("expected one JSON object, found more after it");
        }
        return draft.finish();
    }
}
