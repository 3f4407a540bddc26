package dev.sluice.tabular.infer;

import dev.sluice.tabular.dataset.ColumnNames;
import dev.sluice.tabular.infer.type.Column;
import dev.sluice.tabular.text.FoundText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names of fields: those of the columns, as far as a document may say them. A column whose name can't be that of a
 * field is left out, as a file may have more columns than fields.
 */
final class FieldNaming {
    private static final int MAX_CHARS = 128;
    /** In a document, the first are reserved as fields but not as aliases; the second are no columns of anything. */
    private static final Set<String> RESERVED = Set.of("file_id", "chunk", "line", "dataset");

    private static final Set<String> OF_REJECTS = Set.of("_line", "_code", "_message", "_extra", "_raw");

    private final Map<Column, String> names = new LinkedHashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    FieldNaming(List<Column> columns) {
        Map<String, Integer> keys = new HashMap<>();
        columns.forEach(column -> keys.merge(ColumnNames.key(column.name()), 1, Integer::sum));
        int nameless = 0;
        for (Column column : columns) {
            String name = column.name().replaceAll("[\\s\\p{Zs}]+", " ").strip();
            if (ColumnNames.key(name).isEmpty()) {
                nameless++;
            } else if (keys.getOrDefault(ColumnNames.key(column.name()), 0) > 1) {
                leaveOut(name, "another column has the same name but for case, spaces, _ and -");
            } else if (name.length() > MAX_CHARS || name.chars().anyMatch(Character::isISOControl)) {
                leaveOut(name, "a name has at most " + MAX_CHARS + " characters, none of them a control character");
            } else if (OF_REJECTS.contains(name)) {
                leaveOut(name, "the name is that of a column of rejects");
            } else if (RESERVED.contains(name)) {
                names.put(column, freeOf(name, keys.keySet()));
                aliases.put(freeOf(name, keys.keySet()), name);
            } else {
                names.put(column, name);
            }
        }
        if (nameless > 0) {
            notes.add(nameless + (nameless == 1 ? " column" : " columns") + " without a name left out");
        }
    }

    private void leaveOut(String name, String why) {
        notes.add("the column " + FoundText.quoted(name) + " is left out: " + why);
    }

    /** A name that no column has: with a number behind it if need be. */
    String free(String name) {
        return free(name, names.values());
    }

    /** A name that differs from all of these. */
    static String free(String name, Collection<String> names) {
        return freeOf(name, names.stream().map(ColumnNames::key).collect(Collectors.toSet()));
    }

    private static String freeOf(String name, Set<String> keys) {
        String free = name + (RESERVED.contains(name) ? "_of_file" : "");
        for (int i = 2; keys.contains(ColumnNames.key(free)); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    /** The name of a column's field, or nothing if it is left out. */
    Optional<String> of(Column column) {
        return Optional.ofNullable(names.get(column));
    }

    /** The names of columns whose fields are called otherwise, by field. */
    Map<String, String> aliases() {
        return aliases;
    }

    /** What is left out, and why. */
    List<String> notes() {
        return notes;
    }
}
