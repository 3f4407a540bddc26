package dev.sluice.aggregator.file;

import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.query.FileSummary.ErrorCount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The number of errors in a file's invalid rows, by code and field. All counts are in one entry of the store, so their
 * number and size are limited.
 */
public final class ErrorCounts {
    /** The maximum number of pairs of code and field that are counted separately; further ones are counted together. */
    public static final int MAX_KINDS = 1_000;

    /** The code under which errors beyond the limits are counted. */
    public static final String OTHER_ERRORS = "other-errors";

    /** The maximum length of all codes and fields together, in UTF-16 code units. */
    private static final int MAX_CHARS = 64 * 1024;

    private final List<ErrorCount> counts;

    public ErrorCounts(List<ErrorCount> counts) {
        this.counts = new ArrayList<>(counts);
    }

    /** Returns an unmodifiable view of the counts, in the order in which their codes and fields first occurred. */
    public List<ErrorCount> list() {
        return Collections.unmodifiableList(counts);
    }

    void add(InvalidRow row) {
        row.errors().forEach(error -> count(error.code(), error.field(), 1));
        if (row.moreErrors() != null) {
            row.moreErrors().forEach(more -> count(more.code(), more.field(), more.count()));
        }
    }

    private void count(String code, @Nullable String field, long more) {
        if (!countKnown(code, field, more)) {
            if (hasRoomFor(code, field)) {
                counts.add(new ErrorCount(code, field, more));
            } else if (!countKnown(OTHER_ERRORS, null, more)) {
                counts.add(new ErrorCount(OTHER_ERRORS, null, more));
            }
        }
    }

    private boolean countKnown(String code, @Nullable String field, long more) {
        for (int i = 0; i < counts.size(); i++) {
            ErrorCount counted = counts.get(i);
            if (counted.code().equals(code) && Objects.equals(counted.field(), field)) {
                counts.set(i, new ErrorCount(code, field, Math.addExact(counted.count(), more)));
                return true;
            }
        }
        return false;
    }

    private boolean hasRoomFor(String code, @Nullable String field) {
        int chars = chars(code, field);
        for (ErrorCount counted : counts) {
            chars += chars(counted.code(), counted.field());
        }
        return counts.size() < MAX_KINDS && chars <= MAX_CHARS;
    }

    private static int chars(String code, @Nullable String field) {
        return code.length() + (field == null ? 0 : field.length());
    }
}
