package dev.sluice.tabular.row.json;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.header.FieldNames;
import java.util.HashMap;
import java.util.Map;

/** Maps property names to fields. Each name is resolved once, as a text repeats the same few. */
final class JsonProperties {
    private final FieldNames fieldNames;
    private final Map<String, Property> known = new HashMap<>();

    /** How a name matches, from the strongest match to the weakest. */
    enum Match {
        /** A field's own name. */
        NAME,
        /** A field's alias. */
        ALIAS,
        /** No field. */
        EXTRA,
        /** Ignored in every dataset. */
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
