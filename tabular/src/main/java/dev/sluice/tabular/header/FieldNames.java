package dev.sluice.tabular.header;

import dev.sluice.tabular.dataset.ColumnNames;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds fields by the names in files. Names are compared without case, white space, {@code _} and {@code -}; a field's
 * own name takes precedence over another field's alias.
 */
public final class FieldNames {
    private final Map<String, Field> own = new HashMap<>();
    private final Map<String, Field> aliases = new HashMap<>();

    public FieldNames(Dataset dataset) {
        for (Field field : dataset.fields()) {
            own.putIfAbsent(ColumnNames.key(field.name()), field);
            field.aliases().forEach(alias -> aliases.putIfAbsent(ColumnNames.key(alias), field));
        }
        aliases.keySet().removeAll(own.keySet());
    }

    /** The field with this name. */
    public Optional<Field> byOwnName(String name) {
        return Optional.ofNullable(own.get(ColumnNames.key(name)));
    }

    /** The field with this alias, unless it is a field's own name. */
    public Optional<Field> byAlias(String name) {
        return Optional.ofNullable(aliases.get(ColumnNames.key(name)));
    }
}
