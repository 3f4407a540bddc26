package dev.sluice.tabular.dataset;

import dev.sluice.tabular.text.Blanks;
import java.util.Locale;

/** How names of columns are compared: {@code Sensor ID}, {@code sensor-id} and {@code sensor_id} are one. */
public final class ColumnNames {
    private ColumnNames() {}

    /** The same for all names that are one: without case, blanks ({@link Blanks}), {@code _} and {@code -}. */
    public static String key(String name) {
        StringBuilder key = new StringBuilder(name.length());
        name.toLowerCase(Locale.ROOT)
                .chars()
                .filter(c -> c != '_' && c != '-' && !Blanks.isBlank((char) c))
                .forEach(c -> key.append((char) c));
        return key.toString();
    }
}
