package dev.sluice.tabular.row.json;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.text.FoundText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What a client should know about JSON of which no row is valid: other names of properties, rows deeper inside. */
public final class JsonNotes {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_NAMES = 20;

    private JsonNotes() {}

    /**
     * Looks at the first row.
     *
     * @param row its text, which may be truncated
     * @return sentences without their ends
     */
    public static List<String> of(String row, Dataset dataset) {
        Set<String> names = new LinkedHashSet<>();
        List<String> notes = new ArrayList<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), row)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return List.of();
            }
            while (names.size() <= MAX_NAMES && json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                names.add(name);
                look(name, json, notes);
            }
        } catch (JacksonException truncated) {
            // What comes first is enough.
        }
        if (names.isEmpty()
                || names.stream().anyMatch(name -> dataset.field(name).isPresent())) {
            return notes;
        }
        List<String> shown =
                names.stream().limit(MAX_NAMES).map(FoundText::quoted).toList();
        notes.add("rows have the properties " + String.join(", ", shown) + (names.size() > MAX_NAMES ? ", …" : "")
                + ", and the dataset the fields " + String.join(", ", dataset.fieldNames())
                + ": a dataset document can have the names of these properties");
        return notes;
    }

    /** Reads the value of a property to its end. */
    private static void look(String name, JsonParser json, List<String> notes) {
        int depth = json.streamReadContext().getNestingDepth();
        if (json.nextToken() == JsonToken.START_ARRAY && json.nextToken() == JsonToken.START_OBJECT) {
            notes.add("the property " + FoundText.quoted(name) + " is an array of objects, which may be the rows: send"
                    + " these alone, in an array or one on each line");
        }
        boolean more = true;
        while (more && json.streamReadContext().getNestingDepth() > depth) {
            more = json.nextToken() != null;
        }
    }
}
