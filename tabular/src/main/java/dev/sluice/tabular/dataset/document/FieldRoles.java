package dev.sluice.tabular.dataset.document;

import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.type.FieldType;
import dev.sluice.tabular.dataset.type.ListType;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The roles of fields in a document's property {@code sluice}, by name, before it is known whether these fields exist.
 *
 * @param groupBy the names with their positions
 * @param zoneRequired whether date-times must have a zone
 */
record FieldRoles(
        List<Named> groupBy, Named measure, @Nullable Named time, DocumentNode zone, boolean zoneRequired) {
    /** More would make unreadable keys. */
    private static final int MAX_GROUP_BY = 8;

    /** A name with its position; null if it is absent. */
    record Named(DocumentNode node, @Nullable String name) {
        static Named read(DocumentNode node) {
            if (node.value().isString()) {
                return new Named(node, node.value().stringValue());
            }
            node.expected("the name of a field");
            return new Named(node, null);
        }

        /** The field, in a document without faults. */
        Field in(List<Field> fields) {
            return fields.stream()
                    .filter(field -> field.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** How date-times without a zone are handled. */
    private enum Zone {
        UTC,
        REQUIRED
    }

    /** @param sluice the property; if it isn't an object, which is a fault, there are no roles */
    static FieldRoles read(DocumentNode sluice) {
        if (!sluice.value().isObject()) {
            return new FieldRoles(List.of(), new Named(sluice, null), null, sluice, false);
        }
        DocumentNode time = sluice.get("time");
        DocumentNode zone = sluice.get("zone");
        return new FieldRoles(
                groupBy(sluice.get("groupBy")),
                Named.read(sluice.get("measure")),
                time.isThere() ? Named.read(time) : null,
                zone,
                zone.choice(EnumSet.allOf(Zone.class), Zone.UTC) == Zone.REQUIRED);
    }

    /** The valid names. */
    List<String> groupByNames() {
        return groupBy.stream().map(Named::name).filter(Objects::nonNull).toList();
    }

    boolean groupsBy(@Nullable String field) {
        return field != null && groupBy.stream().anyMatch(named -> field.equals(named.name()));
    }

    boolean measures(@Nullable String field) {
        return field != null && field.equals(measure.name());
    }

    /** Adds a fault for each missing field and for each field with an unsuitable type. */
    void check(FieldDrafts fields) {
        for (Named named : groupBy) {
            if (type(named, fields) instanceof ListType) {
                named.node().fault("expected a field with one value, found a list");
            }
        }
        checkMeasure(fields);
        checkTime(fields);
    }

    private void checkMeasure(FieldDrafts fields) {
        FieldType type = type(measure, fields);
        if (type == null) {
            return;
        }
        if (!Set.of("number", "integer", "list").contains(type.name())) {
            measure.node()
                    .fault("expected a field of the type number, integer or list, found one of the type "
                            + type.name());
        }
        for (FieldDraft field : fields.all()) {
            if (field.type() instanceof ListType && !measures(field.name())) {
                field.node().get("type").fault("a list can be measured, and nothing else");
            }
        }
    }

    private void checkTime(FieldDrafts fields) {
        FieldType type = time == null ? null : type(time, fields);
        if (time != null && type != null && !Set.of("datetime", "date").contains(type.name())) {
            time.node().fault("expected a field of the type datetime or date, found one of the type " + type.name());
        }
        if (zoneRequired && (time == null || (type != null && !type.name().equals("datetime")))) {
            zone.fault("expected a time of the type datetime, as only that has a zone, found "
                    + (type == null ? "none" : "one of the type " + type.name()));
        }
    }

    private static List<Named> groupBy(DocumentNode node) {
        if (node.value().isString()) {
            return List.of(Named.read(node));
        }
        if (!node.value().isArray() || node.value().isEmpty() || node.value().size() > MAX_GROUP_BY) {
            node.expected("the name of a field, or an array of 1 to " + MAX_GROUP_BY + " of them");
            return List.of();
        }
        List<Named> names = node.items("names").stream().map(Named::read).toList();
        Set<String> seen = new TreeSet<>();
        for (Named named : names) {
            if (named.name() != null && !seen.add(named.name())) {
                named.node().fault("duplicate field");
            }
        }
        return names;
    }

    /** The type of a field, or null if it is invalid or the field doesn't exist, which is a fault. */
    private static @Nullable FieldType type(Named named, FieldDrafts fields) {
        if (named.name() == null) {
            return null;
        }
        Optional<FieldDraft> field = fields.find(named.name());
        if (field.isEmpty()) {
            named.node().expected("the name of a field");
            return null;
        }
        return field.get().type();
    }
}
