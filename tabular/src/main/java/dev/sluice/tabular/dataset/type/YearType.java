package dev.sluice.tabular.dataset.type;

import dev.sluice.tabular.fast.JsonBuffer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Years in the format of XML Schema's {@code gYear} without a zone: at least four digits. */
public final class YearType extends FieldType implements FieldType.Ordered {
    /** More than four digits without leading zeros only. */
    private static final Pattern LEXICAL = Pattern.compile("-?(?:[0-9]{4}|[1-9][0-9]{4,8})");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

    private final Pattern pattern;

    private YearType(Pattern pattern) {
        this.pattern = pattern;
    }

    public static YearType lexical() {
        return new YearType(LEXICAL);
    }

    @Override
    public String name() {
        return "year";
    }

    @Override
    public String expected() {
        return "a year of four digits or more";
    }

    @Override
    @Nullable
    public Object parse(String cell) {
        return pattern.matcher(cell).matches() ? Long.valueOf(cell) : null;
    }

    @Override
    public String text(Object value) {
        long year = (Long) value;
        String digits = Long.toString(Math.abs(year));
        return (year < 0 ? "-" : "") + "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }

    @Override
    public void write(JsonBuffer json, Object value) {
        json.number((long) (Long) value);
    }

    /** JSON numbers have no leading zeros. */
    @Override
    public FieldType canonical() {
        return new YearType(NUMBER);
    }

    @Override
    public int compare(Object left, Object right) {
        return ((Long) left).compareTo((Long) right);
    }
}
