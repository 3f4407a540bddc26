package dev.sluice.results.reject;

import dev.sluice.schemas.message.Json;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Dataset.FieldsMatch;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.JsonCell;
import dev.sluice.tabular.header.FieldNames;
import dev.sluice.tabular.row.json.JsonField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Rejects of a file of JSON objects, in columns named after the dataset's fields, each value as the equivalent CSV
 * cell. If a value can't be such a cell, or a property is wrong, or the text is truncated, the whole text is added.
 * Ignored properties are omitted.
 */
final class JsonRejectLayout implements RejectLayout {
    private final List<String> columns;
    private final List<JsonField> fields;
    private final FieldNames names;
    private final boolean othersAreWrong;

    JsonRejectLayout(Dataset dataset) {
        columns = dataset.fieldNames();
        fields = dataset.fields().stream().map(JsonField::new).toList();
        names = new FieldNames(dataset);
        othersAreWrong = dataset.fieldsMatch() != FieldsMatch.SUBSET && dataset.fieldsMatch() != FieldsMatch.PARTIAL;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Cells cells(String raw) {
        Map<String, JsonCell> properties = new LinkedHashMap<>();
        boolean whole = read(raw, properties);
        Map<Integer, JsonCell> byField = byField(properties);
        // A replacement character for invalid bytes may be anywhere.
        boolean plain = whole && raw.indexOf('\uFFFD') < 0 && (properties.isEmpty() || !othersAreWrong);
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            JsonCell found = byField.get(i);
            Optional<String> cell = fields.get(i).csvCell(found);
            cells.add(cell.orElse(found == null ? "" : found.text()));
            plain &= cell.isPresent();
        }
        return new Cells(cells, plain ? null : raw);
    }

    /** Whether the text is exactly one object. Its properties, as far as they can be read, are added. */
    private static boolean read(String raw, Map<String, JsonCell> properties) {
        try (JsonParser json = Json.MAPPER.createParser(raw)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                properties.put(name, JsonCell.read(json));
            }
            return json.nextToken() == null;
        } catch (JacksonException e) {
            // A reject may be unreadable.
            return false;
        }
    }

    /** Removes the properties of fields. Names are matched like those of columns. */
    private Map<Integer, JsonCell> byField(Map<String, JsonCell> properties) {
        Map<Integer, JsonCell> byField = new HashMap<>();
        List.<Function<String, Optional<Field>>>of(names::byOwnName, names::byAlias)
                .forEach(search -> properties.entrySet().removeIf(property -> search.apply(property.getKey())
                        .filter(field -> byField.putIfAbsent(field.index(), property.getValue()) == null)
                        .isPresent()));
        return byField;
    }
}
