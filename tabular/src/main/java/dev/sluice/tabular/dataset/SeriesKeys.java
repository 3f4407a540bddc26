package dev.sluice.tabular.dataset;

import com.opencsv.RFC4180Parser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Keys of several group fields: CSV records (RFC 4180), quoted only where necessary. */
final class SeriesKeys {
    private SeriesKeys() {}

    static String join(List<Field> groupBy, Object[] values) {
        StringBuilder key = new StringBuilder();
        for (Field field : groupBy) {
            if (field != groupBy.get(0)) {
                key.append(',');
            }
            append(key, field.text(values[field.index()]));
        }
        return key.toString();
    }

    static List<String> split(String key) {
        try {
            // The parser isn't thread-safe.
            return List.of(new RFC4180Parser().parseLineMulti(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(StringBuilder key, String cell) {
        if (needsQuotes(cell)) {
            key.append('"').append(cell.replace("\"", "\"\"")).append('"');
        } else {
            key.append(cell);
        }
    }

    private static boolean needsQuotes(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }
}
