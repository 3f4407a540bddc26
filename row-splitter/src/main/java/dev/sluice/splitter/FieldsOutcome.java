package dev.sluice.splitter;

import dev.sluice.schemas.message.RowError;
import java.util.List;

/** What the cells of a row say. */
sealed interface FieldsOutcome permits Reading, FieldsOutcome.Violations {
    /** All the rules that the cells break, in the order of the columns. */
    record Violations(List<RowError> errors) implements FieldsOutcome {}
}
