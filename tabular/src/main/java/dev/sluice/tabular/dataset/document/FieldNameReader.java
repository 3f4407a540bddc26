package dev.sluice.tabular.dataset.document;

import dev.sluice.tabular.dataset.ColumnNames;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads field names and aliases. */
final class FieldNameReader {
    /** Sluice's properties in {@code valid-rows}, beside those of the fields. */
    private static final Set<String> OUR_PROPERTIES = Set.of("file_id", "chunk", "line", "dataset");

    /** Sluice's columns in {@code rejects.csv}, which are ignored in a corrected file. */
    private static final Set<String> OUR_COLUMNS = Set.of("_line", "_code", "_message", "_extra");

    private static final Pattern NAME = Pattern.compile("(?!\\s)[^\\p{Cc}]{1,128}(?<!\\s)");

    private FieldNameReader() {}

    /** The name, or null if there is none; another fault of the name doesn't stop the reader. */
    static @Nullable String name(DocumentNode node) {
        String name = any(node);
        if (name != null && OUR_PROPERTIES.contains(name)) {
            taken(node, name);
        }
        return name;
    }

    /** The name of a column, which may be that of one of Sluice's properties. */
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
        node.fault("the name " + name + " is reserved by Sluice");
    }
}
