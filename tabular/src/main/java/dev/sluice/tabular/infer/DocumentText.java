package dev.sluice.tabular.infer;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a document as a person would: a field a line. */
final class DocumentText {
    private DocumentText() {}

    /**
     * The document's text.
     *
     * @param aliases the names of columns whose fields are called otherwise, by field
     */
    static String of(String name, Table table, List<ProposedField> fields, Map<String, String> aliases) {
        StringJoiner lines = new StringJoiner(",\n  ", "{\n  ", "\n}\n");
        lines.add("\"name\": " + text(name));
        if (table.header()) {
            lines.add("\"fieldsMatch\": \"subset\"");
        }
        lines.add("\"fields\": ["
                + fields.stream()
                        .map(field -> "\n    " + inline(field.properties()))
                        .collect(Collectors.joining(","))
                + "\n  ]");
        ObjectNode dialect = JsonNodeFactory.instance.objectNode();
        if (table.delimiter() != ' ') {
            // A document can't say that one; an upload can.
            dialect.put("delimiter", String.valueOf(table.delimiter()));
        }
        if (!table.header()) {
            dialect.put("header", false);
        }
        if (!dialect.isEmpty()) {
            lines.add("\"dialect\": " + inline(dialect));
        }
        lines.add("\"sluice\": " + inline(sluice(fields, aliases)));
        return lines.toString();
    }

    private static ObjectNode sluice(List<ProposedField> fields, Map<String, String> aliases) {
        ObjectNode sluice = JsonNodeFactory.instance.objectNode();
        List<String> groups = named(fields, ProposedField.GROUP);
        if (groups.size() == 1) {
            sluice.put("groupBy", groups.get(0));
        } else {
            ArrayNode groupBy = sluice.putArray("groupBy");
            groups.forEach(groupBy::add);
        }
        named(fields, ProposedField.MEASURE).forEach(name -> sluice.put("measure", name));
        named(fields, ProposedField.TIME).forEach(name -> sluice.put("time", name));
        if (!aliases.isEmpty()) {
            ObjectNode names = sluice.putObject("aliases");
            aliases.forEach((field, column) -> names.putArray(field).add(column));
        }
        return sluice;
    }

    private static List<String> named(List<ProposedField> fields, String role) {
        return fields.stream()
                .filter(field -> field.role().equals(role))
                .map(ProposedField::name)
                .toList();
    }

    private static String inline(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .map(each -> text(each.getKey()) + ": " + inline(each.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (node.isArray()) {
            return node.valueStream().map(DocumentText::inline).collect(Collectors.joining(", ", "[", "]"));
        }
        return node.toString();
    }

    private static String text(String text) {
        return JsonNodeFactory.instance.stringNode(text).toString();
    }
}
