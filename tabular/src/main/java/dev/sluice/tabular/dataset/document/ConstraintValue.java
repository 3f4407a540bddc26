package dev.sluice.tabular.dataset.document;

import dev.sluice.tabular.dataset.type.BooleanType;
import dev.sluice.tabular.dataset.type.FieldType;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a field's value from a document: as JSON, or as a string that is a valid cell. */
final class ConstraintValue {
    private static final Set<String> NUMERIC = Set.of("number", "integer", "year");

    private ConstraintValue() {}

    /** The value, or null if there is none or it is invalid. */
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
