package dev.sluice.tabular.dataset;

import dev.sluice.tabular.text.Blanks;
import java.util.Locale;

/** Compares column names: {@code Sensor ID}, {@code sensor-id} and {@code sensor_id} are equal. */
public final class ColumnNames {
    private ColumnNames() {}

    /** Equal for equal names: without case, blanks ({@link Blanks}), {@code _} and {@code -}. */
    public static String key(String name) {
        StringBuilder key = new StringBuilder(name.length());
        String lower = name.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c != '_' && c != '-' && !Blanks.isBlank(c)) {
                key.append(c);
            }
        }
        return key.toString();
    }
}
