package dev.sluice.tabular.dataset.type;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Times of day. */
public final class TimeType extends FieldType implements FieldType.Ordered {
    private static final int DEFAULT_LENGTH = "15:00:00".length();
    /** With seconds, and with as many fraction digits as needed. */
    private static final DateTimeFormatter TEXT = DateTimeFormatter.ISO_LOCAL_TIME;

    private final @Nullable Strptime pattern;
    private final boolean any;

    private TimeType(@Nullable Strptime pattern, boolean any) {
        this.pattern = pattern;
        this.any = any;
    }

    /** {@code hh:mm:ss} only. */
    public static TimeType standard() {
        return new TimeType(null, false);
    }

    /** Also without seconds, or with fractions of a second. */
    public static TimeType any() {
        return new TimeType(null, true);
    }

    public static TimeType of(Strptime pattern) {
        return new TimeType(pattern, false);
    }

    @Override
    public String name() {
        return "time";
    }

    @Override
    public String expected() {
        if (pattern != null) {
            return "a time of the pattern " + pattern;
        }
        return any ? "a time such as 15:00, 15:00:00 or 15:00:00.5" : "a time such as 15:00:00";
    }

    @Override
    @Nullable
    public Object parse(String cell) {
        try {
            if (pattern != null) {
                return pattern.parse(cell, LocalTime::from);
            }
            if (any) {
                // ISO 8601 allows both before the fraction.
                return LocalTime.parse(cell.replace(',', '.'), TEXT);
            }
            return cell.length() == DEFAULT_LENGTH ? LocalTime.parse(cell, TEXT) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Override
    public String text(Object value) {
        return TEXT.format((LocalTime) value);
    }

    @Override
    public FieldType canonical() {
        return any();
    }

    @Override
    public int compare(Object left, Object right) {
        return ((LocalTime) left).compareTo((LocalTime) right);
    }
}
