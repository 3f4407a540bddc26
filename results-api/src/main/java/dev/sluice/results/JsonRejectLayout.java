package dev.sluice.results;

import dev.sluice.schemas.csv.FieldNames;
import dev.sluice.schemas.dataset.Dataset;
import dev.sluice.schemas.dataset.Field;
import dev.sluice.schemas.message.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Rejects of a file of JSON objects, in columns named after the dataset's fields. Of an object that breaks off, the
 * properties before that; it is shown as a whole beside them.
 */
final class JsonRejectLayout implements RejectLayout {
    private final List<String> columns;
    private final FieldNames names;

    JsonRejectLayout(Dataset dataset) {
        columns = dataset.fieldNames();
        names = new FieldNames(dataset);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Cells cells(String raw) {
        Map<String, String> properties = new LinkedHashMap<>();
        boolean whole = read(raw, properties);
        List<String> cells = cells(properties);
        if (!whole) {
            return new Cells(cells, raw);
        }
        return new Cells(cells, properties.isEmpty() ? null : Json.MAPPER.writeValueAsString(properties));
    }

    /** Whether the text is an object and nothing else. What there is of one is added to the properties. */
    private static boolean read(String raw, Map<String, String> properties) {
        try (JsonParser json = Json.MAPPER.createParser(raw)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                properties.put(name, text(json));
            }
            return json.nextToken() == null;
        } catch (JacksonException e) {
            // A reject may well be one because it can't be read.
            return false;
        }
    }

    /** An array stands as the cell of a list field has it. */
    private static String text(JsonParser json) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            return item(json);
        }
        StringJoiner items = new StringJoiner(",");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            items.add(item(json));
        }
        return items.toString();
    }

    /** A number as it is written. */
    private static String item(JsonParser json) {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return "";
        }
        return json.currentToken().isScalarValue()
                ? json.getString()
                : json.readValueAsTree().toString();
    }

    /** Takes what fields are called out of the properties. Names are matched as those of columns are. */
    private List<String> cells(Map<String, String> properties) {
        Map<Integer, String> byField = new HashMap<>();
        List.<Function<String, Optional<Field>>>of(names::byOwnName, names::byAlias)
                .forEach(search -> properties.entrySet().removeIf(property -> search.apply(property.getKey())
                        .filter(field -> byField.putIfAbsent(field.index(), property.getValue()) == null)
                        .isPresent()));
        return IntStream.range(0, columns.size())
                .mapToObj(field -> byField.getOrDefault(field, ""))
                .toList();
    }
}
