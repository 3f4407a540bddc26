package dev.sluice.schemas.row;

import dev.sluice.schemas.message.FileIds;
import dev.sluice.tabular.dataset.JsonCell;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A row while it is being read. */
final class ValidRowDraft {
    private static final Object[] NONE = {};

    private final ValidRowReader reader;
    private @Nullable String fileId;
    private @Nullable Long chunk;
    private @Nullable Long line;

    /** Null until the dataset is known. */
    private @Nullable ValidRowFields fields;

    private Object[] values = NONE;
    /** The properties before the dataset, which Sluice itself writes first. */
    private @Nullable Map<String, JsonCell> early;

    ValidRowDraft(ValidRowReader reader) {
        this.reader = reader;
    }

    /** Adds the property whose value is the parser's current token. It is not null. */
    void add(String name, JsonParser json) {
        switch (name) {
            case "file_id" -> fileId = string(name, json);
            case "chunk" -> chunk = whole(name, json);
            case "line" -> line = whole(name, json);
            case "dataset" -> setDataset(string(name, json));
            default -> addField(name, json);
        }
    }

    ValidRow finish() {
        if (fileId == null) {
            throw new SerializationException("expected the field file_id, found none");
        }
        if (!FileIds.isValid(fileId)) {
            throw new SerializationException("expected a file_id of " + FileIds.RULE + ", found " + fileId);
        }
        ValidRowFields of = fields == null ? setDataset(Datasets.DEFAULT) : fields;
        return of.row(fileId, chunk, line, values);
    }

    private void addField(String name, JsonParser json) {
        ValidRowFields known = fields;
        if (known == null) {
            early = early == null ? new HashMap<>() : early;
            early.put(name, JsonCell.read(json));
        } else if (known.needs(name)) {
            known.set(name, JsonCell.read(json), values);
        } else {
            json.skipChildren();
        }
    }

    private ValidRowFields setDataset(String name) {
        if (fields != null) {
            throw new SerializationException("expected one dataset, found several");
        }
        ValidRowFields found = reader.fields(name);
        Object[] read = found.noValues();
        if (early != null) {
            early.forEach((property, cell) -> found.set(property, cell, read));
        }
        values = read;
        fields = found;
        return found;
    }

    private static String string(String name, JsonParser json) {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new SerializationException("expected text as " + name + ", found " + json.getString());
        }
        return json.getString();
    }

    private static long whole(String name, JsonParser json) {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || json.getLongValue() < 0) {
            throw new SerializationException("expected a whole number as " + name + ", found " + json.getString());
        }
        return json.getLongValue();
    }
}
