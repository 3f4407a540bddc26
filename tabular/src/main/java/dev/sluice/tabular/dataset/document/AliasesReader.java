package dev.sluice.tabular.dataset.document;

import dev.sluice.tabular.dataset.ColumnNames;
import dev.sluice.tabular.text.FoundText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the aliases of fields, and ensures that a column name identifies one field only. */
final class AliasesReader {
    private final FieldDrafts fields;
    /** The field that each name identifies, by the name's key. */
    private final Map<String, String> meant = new HashMap<>();

    AliasesReader(FieldDrafts fields) {
        this.fields = fields;
        for (FieldDraft field : fields.all()) {
            String other = meant.putIfAbsent(ColumnNames.key(field.name()), field.name());
            if (other != null) {
                field.node()
                        .get("name")
                        .fault("expected a name that differs from " + FoundText.quoted(other)
                                + " in more than case, spaces, _ and -, found "
                                + FoundText.quoted(field.name()));
            }
        }
    }

    /** The aliases by field name. */
    Map<String, List<String>> read(DocumentNode node) {
        Map<String, List<String>> aliases = new LinkedHashMap<>();
        if (!node.isThere() || !node.isObject()) {
            return aliases;
        }
        for (String name : node.properties()) {
            DocumentNode list = node.get(name);
            if (fields.find(name).isEmpty()) {
                list.fault("expected the name of a field, found " + FoundText.quoted(name));
            } else {
                aliases.put(name, aliases(list, name));
            }
        }
        return aliases;
    }

    private List<String> aliases(DocumentNode list, String field) {
        List<String> aliases = new ArrayList<>();
        for (DocumentNode item : list.items("an array of names")) {
            String alias = FieldNameReader.alias(item);
            if (alias == null) {
                continue;
            }
            aliases.add(alias);
            String other = meant.putIfAbsent(ColumnNames.key(alias), field);
            if (other != null && !other.equals(field)) {
                item.expected("a name that doesn't identify " + other + " already");
            }
        }
        return aliases;
    }
}
