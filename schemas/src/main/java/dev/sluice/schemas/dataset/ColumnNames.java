package dev.sluice.schemas.dataset;

import java.util.Locale;

/** How names of columns are compared: {@code Sensor ID}, {@code sensor-id} and {@code sensor_id} are one. */
public final class ColumnNames {
    private ColumnNames() {}

    /** The same for all names that are one: without case, white space, {@code _} and {@code -}. */
    public static String key(String name) {
        StringBuilder key = new StringBuilder(name.length());
        name.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(c -> c != '_' && c != '-' && !Character.isWhitespace(c) && !Character.isSpaceChar(c))
                .forEach(key::appendCodePoint);
        return key.toString();
    }
}
