package dev.sluice.schemas.csv;

import java.util.List;

/**
 * What a file's columns mean: a Frictionless Table Schema document with one property of ours, {@code sluice}, that says
 * which field groups the rows, which is measured and which is the time. The documents stand in {@code datasets/}.
 *
 * @param name what uploads and messages call it, e.g. {@code sensor-readings}
 * @param fields the columns a file must have, in their default order
 * @param sluice the roles of the fields
 */
public record Dataset(String name, List<Field> fields, Roles sluice) {
    /** A column, as in Table Schema. */
    public record Field(String name, String type, Constraints constraints) {}

    /** As in Table Schema, as far as a shipped dataset uses them; {@code maxLength} 0 is no limit. */
    public record Constraints(boolean required, int maxLength) {}

    /** Field names: rows are grouped by {@code groupBy}, statistics are of {@code measure}, ordered by {@code time}. */
    public record Roles(String groupBy, String measure, String time) {}

    public Dataset {
        fields = List.copyOf(fields);
    }

    /** The names of all fields, in their default order. */
    public List<String> fieldNames() {
        return fields.stream().map(Field::name).toList();
    }

    /**
     * The field of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Field field(String fieldName) {
        return fields.stream()
                .filter(f -> f.name().equals(fieldName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("dataset " + name + " has no field " + fieldName));
    }
}
