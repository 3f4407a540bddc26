package dev.sluice.splitter;

import dev.sluice.schemas.message.RowError;
import java.util.List;

/** What became of one row. */
sealed interface RowOutcome {
    /** The physical line the row starts on. */
    long line();

    /** A row that keeps all rules. */
    record Valid(long line, Reading reading) implements RowOutcome {}

    /**
     * A row that breaks rules.
     *
     * @param raw as it came, cut where it is too long
     * @param errors at least one
     */
    record Invalid(long line, CutText raw, List<RowError> errors) implements RowOutcome {}
}
