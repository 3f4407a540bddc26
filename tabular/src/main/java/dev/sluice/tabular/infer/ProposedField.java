package dev.sluice.tabular.infer;

import dev.sluice.tabular.infer.type.ColumnType;
import dev.sluice.tabular.text.FoundText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A field of a proposed document.
 *
 * @param properties in the document, its name included
 * @param role {@code group, measure} or {@code time}; otherwise empty
 * @param evidence for its type, in words
 */
record ProposedField(ObjectNode properties, String role, String evidence) {
    static final String GROUP = "group";
    static final String MEASURE = "measure";
    static final String TIME = "time";
    static final String NONE = "";

    private static final int EXAMPLES = 3;

    /** The field of a column. */
    static ProposedField of(String name, ColumnType column, String role) {
        boolean text = role.equals(NONE) && column.read() < column.values();
        ObjectNode properties = named(name);
        if (text) {
            // A row isn't to be rejected for a cell that isn't used.
            properties.put("type", "string");
        } else {
            properties.setAll(column.properties());
        }
        if (role.equals(MEASURE)) {
            // Where a sample has whole numbers only, the rest may have fractions.
            properties.put("type", "number");
        }
        if (!text && !column.missing().isEmpty()) {
            ArrayNode missing = properties.putArray("missingValues").add("");
            column.missing().forEach(missing::add);
        }
        if (role.equals(TIME) && column.isComplete()) {
            properties.putObject("constraints").put("required", true);
        }
        String unread = text ? ", so they are text: not all are valid as " + inWords(column.properties()) : "";
        return new ProposedField(properties, role, evidence(column, role) + unread);
    }

    /** A field that no column has. */
    static ProposedField of(String name, String type, String role, String evidence) {
        return new ProposedField(named(name).put("type", type), role, evidence);
    }

    String name() {
        return properties.path("name").asString();
    }

    /** The type with its format. */
    String type() {
        return inWords(properties);
    }

    private static ObjectNode named(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name);
    }

    private static String inWords(ObjectNode properties) {
        StringBuilder words = new StringBuilder(properties.path("type").asString());
        for (String property : List.of("format", "decimalChar", "groupChar")) {
            if (properties.has(property)) {
                words.append(' ').append(property.equals("format") ? "" : property + " ");
                words.append(properties.path(property).asString());
            }
        }
        return words.toString();
    }

    private static String evidence(ColumnType column, String role) {
        List<String> values = column.column().counts().keySet().stream()
                .filter(cell -> column.value(cell) != null)
                .toList();
        List<String> parts = new ArrayList<>();
        String examples = values.stream()
                .limit(role.equals(GROUP) ? EXAMPLES : 1)
                .map(FoundText::quoted)
                .collect(Collectors.joining(", "));
        if (column.values() == 0) {
            parts.add("no value in the sample");
        } else if (column.type().equals("string") || role.equals(GROUP)) {
            parts.add(String.format(
                    Locale.ROOT,
                    "%,d distinct value%s, such as %s",
                    values.size(),
                    values.size() == 1 ? "" : "s",
                    examples));
        } else {
            parts.add(String.format(
                    Locale.ROOT, "%,d of %,d sampled values, such as %s", column.read(), column.values(), examples));
        }
        int without = column.column().cells().size() - column.values();
        if (without > 0 && column.values() > 0) {
            String words = column.missing().stream().map(FoundText::quoted).collect(Collectors.joining(", "));
            parts.add(String.format(
                    Locale.ROOT, "%,d without one%s", without, words.isEmpty() ? "" : " (empty or " + words + ")"));
        }
        parts.addAll(column.notes());
        return String.join("; ", parts);
    }
}
