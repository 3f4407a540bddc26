package dev.sluice.schemas.dataset;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calendar years, as XML Schema's {@code gYear} writes them without a zone: at least four digits. */
final class YearType extends FieldType implements FieldType.Ordered {
    /** More than four digits only where they are needed. */
    private static final Pattern LEXICAL = Pattern.compile("-?(?:[0-9]{4}|[1-9][0-9]{4,8})");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

    private final Pattern pattern;

    private YearType(Pattern pattern) {
        this.pattern = pattern;
    }

    static YearType lexical() {
        return new YearType(LEXICAL);
    }

    @Override
    String name() {
        return "year";
    }

    @Override
    String expected() {
        return "a year of four digits or more";
    }

    @Override
    @Nullable
    Object parse(String cell) {
        return pattern.matcher(cell).matches() ? Long.valueOf(cell) : null;
    }

    @Override
    String text(Object value) {
        long year = (Long) value;
        String digits = Long.toString(Math.abs(year));
        return (year < 0 ? "-" : "") + "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }

    @Override
    void write(JsonBuffer json, Object value) {
        json.number((long) (Long) value);
    }

    /** JSON has no leading zeros. */
    @Override
    FieldType canonical() {
        return new YearType(NUMBER);
    }

    @Override
    public int compare(Object left, Object right) {
        return ((Long) left).compareTo((Long) right);
    }
}
