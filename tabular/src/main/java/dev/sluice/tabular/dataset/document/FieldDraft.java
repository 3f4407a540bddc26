package dev.sluice.tabular.dataset.document;

import dev.sluice.tabular.dataset.MissingValues;
import dev.sluice.tabular.dataset.type.Constraint;
import dev.sluice.tabular.dataset.type.FieldType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field while its document is being read. May be incomplete if there are faults.
 *
 * @param node the field's position
 * @param type null if it is invalid
 */
record FieldDraft(
        DocumentNode node,
        String name,
        @Nullable FieldType type,
        boolean required,
        MissingValues missingValues,
        List<Constraint> constraints) {}
