package dev.sluice.tabular.header;

import java.util.List;

/**
 * The beginning of a file doesn't fit the dataset, or the options don't fit one of them. The message is for the file's
 * owner.
 */
public final class HeaderException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient List<String> columns;
    private final transient List<String> found;

    HeaderException(String code, String message, List<String> columns, List<String> found) {
        super(message);
        this.code = code;
        this.columns = List.copyOf(columns);
        this.found = List.copyOf(found);
    }

    /** The same exception with an addition to its message. */
    HeaderException and(String more) {
        return new HeaderException(code, getMessage() + "; " + more, columns, found);
    }

    /**
     * Stable: {@code missing-column}, {@code duplicate-column}, {@code extra-column}, {@code wrong-column-order},
     * {@code unknown-field} (mapping or constant of a field that isn't in the dataset), {@code unknown-column} (mapping
     * to a column that isn't in the file), {@code bad-constant}, {@code bad-layout}, {@code unclosed-quote}, {@code
     * not-text} (not UTF-8), {@code empty-file}, {@code too-many-columns}.
     */
    public String code() {
        return code;
    }

    /** The fields or columns concerned: the missing ones, the duplicate ones, and so on. */
    public List<String> columns() {
        return columns;
    }

    /** The columns of the header row, unchanged. */
    public List<String> found() {
        return found;
    }
}
