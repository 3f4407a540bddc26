package dev.sluice.tabular.dataset.document;

import dev.sluice.tabular.dataset.MissingValues;
import dev.sluice.tabular.dataset.type.Constraint;
import dev.sluice.tabular.dataset.type.FieldType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a document. */
final class FieldReader {
    private static final Set<String> OF_ALL = Set.of(
            "name", "type", "format", "title", "description", "example", "rdfType", "constraints", "missingValues");
    private static final Set<String> UNSUPPORTED = Set.of("categories", "categoriesOrdered");

    private final FieldRoles roles;
    private final MissingValues missingValues;

    /** @param missingValues of fields without their own */
    FieldReader(FieldRoles roles, MissingValues missingValues) {
        this.roles = roles;
        this.missingValues = missingValues;
    }

    /** A field, or null if it has no usable name. */
    @Nullable
    FieldDraft read(DocumentNode node) {
        if (!node.isObject()) {
            return null;
        }
        String name = FieldNameReader.name(node.get("name"));
        TypeReader types = new TypeReader(node, roles.zoneRequired());
        FieldType type = types.read();
        Set<String> known = new HashSet<>(OF_ALL);
        known.addAll(types.properties());
        node.knows(known, UNSUPPORTED);
        for (String text : List.of("title", "description", "rdfType")) {
            node.get(text).string("");
        }
        ConstraintsReader constraints =
                new ConstraintsReader(node.get("constraints"), type, roles.groupsBy(name), roles.measures(name));
        List<Constraint> rules = constraints.read();
        boolean required = constraints.required() || roles.groupsBy(name);
        MissingValues missing = MissingValuesReader.read(node.get("missingValues"), missingValues);
        return name == null ? null : new FieldDraft(node, name, type, required, missing, rules);
    }
}
