package dev.sluice.tabular.dataset.type;

import dev.sluice.tabular.dataset.type.Strptime.Parts;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Times of day. */
public final class TimeType extends FieldType implements FieldType.Ordered {
    private static final int DEFAULT_LENGTH = "15:00:00".length();
    private static final int HOUR_LENGTH = "15".length();
    /** With seconds, and with as many fraction digits as needed. */
    private static final DateTimeFormatter TEXT = DateTimeFormatter.ISO_LOCAL_TIME;

    /** Tried in this order; none for ISO-8601. */
    private final List<Strptime> patterns;

    private final boolean any;

    private TimeType(List<Strptime> patterns, boolean any) {
        this.patterns = patterns;
        this.any = any;
    }

    /** {@code hh:mm:ss} only. */
    public static TimeType standard() {
        return new TimeType(List.of(), false);
    }

    /** Also without seconds, or with fractions of a second. */
    public static TimeType any() {
        return new TimeType(List.of(), true);
    }

    public static TimeType of(Strptime pattern) {
        return new TimeType(List.of(pattern), false);
    }

    @Override
    public String name() {
        return "time";
    }

    @Override
    public String expected() {
        if (!patterns.isEmpty()) {
            return "a time of the pattern " + Strptime.inWords(patterns);
        }
        return any ? "a time such as 15:00, 15:00:00 or 15:00:00.5" : "a time such as 15:00:00";
    }

    @Override
    @Nullable
    public Object parse(String cell) {
        if (!patterns.isEmpty()) {
            return Strptime.parseFirst(patterns, cell, LocalTime::from);
        }
        // Most texts of a column without times end here, without an exception for each.
        if (cell.length() <= HOUR_LENGTH || cell.charAt(HOUR_LENGTH) != ':') {
            return null;
        }
        try {
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
    public FieldType in(CellFormat format) {
        List<Strptime> ofFile = format.patterns(Parts.TIME);
        return ofFile.isEmpty() ? this : new TimeType(ofFile, false);
    }

    @Override
    public int compare(Object left, Object right) {
        return ((LocalTime) left).compareTo((LocalTime) right);
    }
}
