package dev.sluice.tabular.dataset.document;

import dev.sluice.tabular.dataset.ColumnNames;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a field's name, or another name of one. */
final class FieldNameReader {
    /** Properties of our own in {@code valid-rows}, beside which the fields stand. */
    private static final Set<String> OUR_PROPERTIES = Set.of("file_id", "chunk", "line", "dataset");

    /** Columns of our own in {@code rejects.csv}, which are ignored when it comes back. */
    private static final Set<String> OUR_COLUMNS = Set.of("_line", "_code", "_message", "_extra");

    private static final Pattern NAME = Pattern.compile("(?!\\s)[^\\p{Cc}]{1,128}(?<!\\s)");

    private FieldNameReader() {}

    /** The name, or null where there is none; another fault of it is no reason not to go on with it. */
    static @Nullable String name(DocumentNode node) {
        String name = any(node);
        if (name != null && OUR_PROPERTIES.contains(name)) {
            taken(node, name);
        }
        return name;
    }

    /** The name of a column, which may be that of a property of ours. */
    static @Nullable String alias(DocumentNode node) {
        return any(node);
    }

    private static @Nullable String any(DocumentNode node) {
        String name = node.string();
        if (name == null) {
            return null;
        }
        if (!NAME.matcher(name).matches() || ColumnNames.key(name).isEmpty()) {
            node.expected("a name of 1 to 128 characters, without control characters and white space around it");
        } else if (OUR_COLUMNS.contains(name)) {
            taken(node, name);
        }
        return name;
    }

    private static void taken(DocumentNode node, String name) {
        node.fault("the name " + name + " is taken by Sluice itself");
    }
}
