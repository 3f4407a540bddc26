package dev.sluice.schemas.csv;

import java.util.List;

/** A header row that doesn't fit the dataset. The message is for the file's owner. */
public final class HeaderException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient List<String> columns;
    private final transient List<String> found;

    private HeaderException(String code, String message, List<String> columns, List<String> found) {
        super(message);
        this.code = code;
        this.columns = List.copyOf(columns);
        this.found = List.copyOf(found);
    }

    static HeaderException missing(List<String> missing, List<String> found, Dataset dataset) {
        return new HeaderException(
                "missing-column",
                "the header row lacks " + String.join(", ", missing) + ": expected the columns "
                        + String.join(", ", dataset.fieldNames()) + ", found " + String.join(", ", found),
                missing,
                found);
    }

    static HeaderException duplicate(String field, List<String> found) {
        return new HeaderException(
                "duplicate-column",
                "the header row names the column " + field + " more than once: found " + String.join(", ", found),
                List.of(field),
                found);
    }

    /** Stable: {@code missing-column} or {@code duplicate-column}. */
    public String code() {
        return code;
    }

    /** The dataset's columns that are missing, or there twice. */
    public List<String> columns() {
        return columns;
    }

    /** The columns of the header row as they stand. */
    public List<String> found() {
        return found;
    }
}
