package dev.sluice.schemas.query;

import java.util.Locale;

/** The status of a file; in JSON in lower case. */
public enum FileStatus {
    /** Known, nothing is split yet. */
    PENDING,
    /** Some rows are split; counts and statistics are provisional. */
    PROCESSING,
    /** Ended; every row was valid. */
    PROCESSED,
    /** Ended; some rows were valid and some weren't. */
    PARTIAL,
    /** Ended without a usable result, for the given reason. */
    FAILED;

    /** The JSON form. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the status is final. */
    public boolean terminal() {
        return this == PROCESSED || this == PARTIAL || this == FAILED;
    }
}
