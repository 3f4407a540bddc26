package dev.sluice.tabular.csv;

/**
 * Removes ASCII spaces and tabs between a field's quotes and its delimiters, which RFC 4180 doesn't allow but many
 * programs write: {@code "a" , "b"}. Splits fields like {@link RecordScanner}. Only for records with quotes.
 */
final class PaddedQuotes {
    private final char delimiter;

    PaddedQuotes(char delimiter) {
        this.delimiter = delimiter;
    }

    /** The record without such spaces; the same instance if it has none. */
    String strip(String record) {
        StringBuilder stripped = null;
        int kept = 0;
        int field = 0;
        while (field <= record.length()) {
            int open = skipBlanks(record, field);
            if (open == record.length() || record.charAt(open) != '"') {
                field = fieldEnd(record, open) + 1;
                continue;
            }
            int close = closed(record, open + 1);
            int end = skipBlanks(record, close);
            if (end < record.length() && record.charAt(end) != delimiter) {
                // A quote inside an unquoted field: unchanged.
                field = fieldEnd(record, end) + 1;
                continue;
            }
            if (open > field || end > close) {
                stripped = stripped == null ? new StringBuilder(record.length()) : stripped;
                stripped.append(record, kept, field).append(record, open, close);
                kept = end;
            }
            field = end + 1;
        }
        return stripped == null
                ? record
                : stripped.append(record, kept, record.length()).toString();
    }

    private int skipBlanks(String record, int from) {
        int at = from;
        while (at < record.length()
                && (record.charAt(at) == ' ' || record.charAt(at) == '\t')
                && record.charAt(at) != delimiter) {
            at++;
        }
        return at;
    }

    /** The index after the closing quote; the end if there is none. */
    private static int closed(String record, int from) {
        int quote = record.indexOf('"', from);
        while (quote >= 0 && quote + 1 < record.length() && record.charAt(quote + 1) == '"') {
            quote = record.indexOf('"', quote + 2);
        }
        return quote < 0 ? record.length() : quote + 1;
    }

    private int fieldEnd(String record, int from) {
        int end = record.indexOf(delimiter, from);
        return end < 0 ? record.length() : end;
    }
}
