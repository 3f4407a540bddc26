package dev.sluice.tabular.dataset.document;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A document's Table Dialect.
 *
 * @param delimiter between cells, or null if it is detected
 * @param header whether files have a header row, or null if unspecified
 */
record Dialect(@Nullable Character delimiter, @Nullable Boolean header) {
    /** Properties with their only supported values, in JSON. */
    private static final Map<String, Set<String>> FIXED = Map.of(
            "headerRows", Set.of("[1]"),
            "headerJoin", Set.of("\" \""),
            "lineTerminator", Set.of("\"\\r\\n\"", "\"\\n\"", "\"\\r\""),
            "quoteChar", Set.of("\"\\\"\""),
            "doubleQuote", Set.of("true"),
            "skipInitialSpace", Set.of("true"));

    private static final Set<String> UNSUPPORTED = Set.of(
            "commentRows",
            "commentChar",
            "escapeChar",
            "nullSequence",
            "property",
            "itemType",
            "itemKeys",
            "sheetNumber",
            "sheetName",
            "table");

    static Dialect read(DocumentNode node) {
        if (!node.isThere() || !node.isObject()) {
            return new Dialect(null, null);
        }
        Set<String> supported = new HashSet<>(FIXED.keySet());
        supported.addAll(Set.of("$schema", "delimiter", "header"));
        node.knows(supported, UNSUPPORTED);
        node.get("$schema").string("");
        FIXED.forEach((property, values) -> {
            DocumentNode found = node.get(property);
            if (found.isThere() && !values.contains(found.value().toString())) {
                found.fault("only "
                        + values.stream()
                                .sorted()
                                .reduce((a, b) -> a + " or " + b)
                                .orElseThrow() + " is supported, found " + found.value());
            }
        });
        DocumentNode header = node.get("header");
        return new Dialect(delimiter(node.get("delimiter")), header.isThere() ? header.bool(true) : null);
    }

    /** ASCII, as records are scanned as bytes; no space, as spaces around cells are trimmed. */
    private static @Nullable Character delimiter(DocumentNode node) {
        if (!node.isThere()) {
            return null;
        }
        String text = node.string("");
        if (text.matches("[\\t!-~&&[^\"0-9A-Za-z]]")) {
            return text.charAt(0);
        }
        node.expected("one ASCII character that is no letter, digit, space or quote");
        return null;
    }
}
