package dev.sluice.tabular.header;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Dataset.FieldsMatch;
import dev.sluice.tabular.dataset.Field;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Checks a file's columns against {@code fieldsMatch}, and against the roles of fields, which always apply. */
final class FieldsMatchRules {
    private static final Set<FieldsMatch> ALL_FIELDS =
            EnumSet.of(FieldsMatch.EXACT, FieldsMatch.EQUAL, FieldsMatch.SUBSET);
    private static final Set<FieldsMatch> NO_OTHERS =
            EnumSet.of(FieldsMatch.EXACT, FieldsMatch.EQUAL, FieldsMatch.SUPERSET);

    private final FieldsMatch match;
    private final Field measure;
    private final HeaderFaults faults;

    FieldsMatchRules(Dataset dataset, HeaderFaults faults) {
        match = dataset.fieldsMatch();
        measure = dataset.measure();
        this.faults = faults;
    }

    void check(ColumnPlan plan) throws HeaderException {
        List<Field> missing = plan.expected().stream()
                .filter(field -> !plan.hasColumn(field))
                .filter(field -> field.required() || field.equals(measure) || ALL_FIELDS.contains(match))
                .toList();
        if (!missing.isEmpty()) {
            throw faults.missing(missing, plan.expected());
        }
        List<String> others = plan.others();
        if (!others.isEmpty() && NO_OTHERS.contains(match)) {
            throw faults.extra(others, plan.expected());
        }
        if (match == FieldsMatch.EXACT && !plan.inFileOrder().equals(plan.expected())) {
            throw faults.wrongOrder(plan.expected());
        }
    }
}
