package dev.sluice.tabular.row.json;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.header.FieldNames;
import java.util.HashMap;
import java.util.Map;

/** What the names of properties mean. Each name is looked at once, as a text repeats the same few. */
final class JsonProperties {
    private final FieldNames fieldNames;
    private final Map<String, Property> known = new HashMap<>();

    /** What a name means, by how well it says it. */
    enum Match {
        /** A field's own name. */
        NAME,
        /** Another name of a field. */
        ALIAS,
        /** No field. */
        EXTRA,
        /** Nothing, in any dataset. */
        IGNORED
    }

    /** @param field the index of the field, or -1 */
    record Property(Match match, int field) {}

    JsonProperties(Dataset dataset) {
        fieldNames = new FieldNames(dataset);
    }

    Property find(String name) {
        return known.computeIfAbsent(name, this::match);
    }

    private Property match(String name) {
        if (Columns.OF_REJECTS.contains(name)) {
            return new Property(Match.IGNORED, -1);
        }
        return fieldNames
                .byOwnName(name)
                .map(field -> property(Match.NAME, field))
                .or(() -> fieldNames.byAlias(name).map(field -> property(Match.ALIAS, field)))
                .orElse(new Property(Match.EXTRA, -1));
    }

    private static Property property(Match match, Field field) {
        return new Property(match, field.index());
    }
}
