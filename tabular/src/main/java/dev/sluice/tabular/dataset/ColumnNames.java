package dev.sluice.tabular.dataset;

import dev.sluice.tabular.text.Blanks;
import java.util.Locale;

/** Compares column names: {@code Sensor ID}, {@code sensor-id} and {@code sensor_id} are equal. */
public final class ColumnNames {
    private ColumnNames() {}

    /** Equal for equal names: without case, blanks ({@link Blanks}), {@code _} and {@code -}. */
    public static String key(String name) {
        StringBuilder key = new StringBuilder(name.length());
        name.toLowerCase(Locale.ROOT)
                .chars()
                .filter(c -> c != '_' && c != '-' && !Blanks.isBlank((char) c))
                .forEach(c -> key.append((char) c));
        return key.toString();
    }
}
