package dev.sluice.tabular.dataset.document;

import dev.sluice.tabular.dataset.MissingValues;
import dev.sluice.tabular.dataset.type.Constraint;
import dev.sluice.tabular.dataset.type.FieldType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a field. Where there are faults, not all of it can be used.
 *
 * @param node where it stands
 * @param type null where it is a fault
 */
record FieldDraft(
        DocumentNode node,
        String name,
        @Nullable FieldType type,
        boolean required,
        MissingValues missingValues,
        List<Constraint> constraints) {}
