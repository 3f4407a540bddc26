package dev.sluice.schemas.query;

import java.util.Locale;

/** Where a file stands. In JSON in lower case. */
public enum FileStatus {
    /** Known, nothing split yet. */
    PENDING,
    /** Some rows are split; counts and statistics are provisional. */
    PROCESSING,
    /** Done, every row was valid. */
    PROCESSED,
    /** Done, some rows were valid and some weren't. */
    PARTIAL,
    /** Done, without a usable result; the reason says why. */
    FAILED;

    /** As it stands in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing about the file will change any more. */
    public boolean terminal() {
        return this == PROCESSED || this == PARTIAL || this == FAILED;
    }
}
