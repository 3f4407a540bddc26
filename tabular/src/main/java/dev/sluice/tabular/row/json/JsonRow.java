package dev.sluice.tabular.row.json;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Dataset.FieldsMatch;
import dev.sluice.tabular.dataset.JsonCell;
import dev.sluice.tabular.row.RejectReasons;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.row.json.JsonProperties.Match;
import dev.sluice.tabular.row.json.JsonProperties.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Converts JSON objects to rows, one after the other. */
final class JsonRow {
    private final Dataset dataset;
    private final JsonProperties properties;
    private final JsonField[] fields;
    private final Object[] values;

    // The current object: by field its value, the property's name and how well that matches.
    private final @Nullable JsonCell[] cells;
    private final @Nullable String[] names;
    private final @Nullable Match[] matches;
    private final Set<String> seen = new HashSet<>();
    private final List<String> extra = new ArrayList<>();
    private final ValidationErrors repetitions = new ValidationErrors();
    private final ValidationErrors errors = new ValidationErrors();

    JsonRow(Dataset dataset) {
        this.dataset = dataset;
        properties = new JsonProperties(dataset);
        fields = dataset.fields().stream().map(JsonField::new).toArray(JsonField[]::new);
        values = new Object[fields.length];
        cells = new JsonCell[fields.length];
        names = new String[fields.length];
        matches = new Match[fields.length];
    }

    /**
     * Reads the value whose first token is the parser's current one.
     *
     * @return its errors; if there are none, its values can be taken
     */
    ValidationErrors read(JsonParser json) {
        clear();
        if (json.currentToken() != JsonToken.START_OBJECT) {
            errors.add(RejectReasons.notAnObject(JsonCell.read(json).kind()));
            return errors;
        }
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            take(name, json);
        }
        return finish();
    }

    /** Passes on the last object, which has no errors, if it has a reading. */
    void passOn(long line, RowHandler handler) {
        if (dataset.hasReading(values)) {
            handler.valid(line, values);
        }
    }

    private void clear() {
        Arrays.fill(cells, null);
        Arrays.fill(names, null);
        Arrays.fill(matches, null);
        seen.clear();
        extra.clear();
        repetitions.clear();
        errors.clear();
    }

    private void take(String name, JsonParser json) {
        Property property = properties.find(name);
        if (!seen.add(name)) {
            repetitions.add(RejectReasons.repeatedProperty(name));
        } else if (property.match() == Match.EXTRA) {
            extra.add(name);
        } else if (property.match() != Match.IGNORED && isBest(name, property)) {
            int field = property.field();
            cells[field] = JsonCell.read(json);
            names[field] = name;
            matches[field] = property.match();
        }
        json.skipChildren();
    }

    /** Whether no property so far matches the field better than this one. */
    private boolean isBest(String name, Property property) {
        String other = names[property.field()];
        Match match = matches[property.field()];
        if (other == null || match == null) {
            return true;
        }
        if (match == property.match()) {
            repetitions.add(RejectReasons.ambiguousProperties(dataset.fields().get(property.field()), other, name));
            return false;
        }
        boolean better = property.match() == Match.NAME;
        extra.add(better ? other : name);
        return better;
    }

    private ValidationErrors finish() {
        for (int i = 0; i < fields.length; i++) {
            Object value = fields[i].value(cells[i]);
            if (value != null) {
                values[i] = value;
            } else {
                errors.addAll(fields[i].errors(cells[i]));
            }
        }
        if (!extra.isEmpty() && !mayHaveMore()) {
            errors.add(RejectReasons.extraProperties(dataset.fieldNames(), extra));
        }
        errors.addAll(repetitions);
        return errors;
    }

    private boolean mayHaveMore() {
        return dataset.fieldsMatch() == FieldsMatch.SUBSET || dataset.fieldsMatch() == FieldsMatch.PARTIAL;
    }
}
