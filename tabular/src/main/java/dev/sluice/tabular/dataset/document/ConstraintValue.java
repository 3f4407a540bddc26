package dev.sluice.tabular.dataset.document;

import dev.sluice.tabular.dataset.type.BooleanType;
import dev.sluice.tabular.dataset.type.FieldType;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A value in a document that must be one of a field: as JSON has it, or as a string that a cell could be. */
final class ConstraintValue {
    private static final Set<String> NUMERIC = Set.of("number", "integer", "year");

    private ConstraintValue() {}

    /** The value, or null where there is none, or one that is a fault. */
    static @Nullable Object read(DocumentNode node, FieldType type) {
        Object value = parse(node.value(), type);
        if (value == null && node.isThere()) {
            node.expected(type.expected());
        }
        return value;
    }

    private static @Nullable Object parse(JsonNode json, FieldType type) {
        if (json.isString()) {
            return type.parse(json.stringValue());
        }
        boolean same =
                json.isNumber() ? NUMERIC.contains(type.name()) : json.isBoolean() && type instanceof BooleanType;
        return same ? type.canonical().parse(json.toString()) : null;
    }
}
