package dev.sluice.tabular.dataset.type;

import dev.sluice.tabular.dataset.type.Strptime.Parts;
import dev.sluice.tabular.fast.CellFastPath;
import dev.sluice.tabular.fast.IsoCells;
import dev.sluice.tabular.fast.JsonBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dates in the years 0000 to 9999. */
public final class DateType extends FieldType implements FieldType.Ordered {
    private static final int ISO_LENGTH = "2024-01-26".length();

    /** Tried in this order; none for ISO-8601. */
    private final List<Strptime> patterns;

    /** @param pattern the format, or null for ISO-8601 */
    public DateType(@Nullable Strptime pattern) {
        this(pattern == null ? List.of() : List.of(pattern));
    }

    private DateType(List<Strptime> patterns) {
        this.patterns = patterns;
    }

    @Override
    public String name() {
        return "date";
    }

    @Override
    public String expected() {
        return patterns.isEmpty() ? "a date such as 2024-01-26" : "a date of the pattern " + Strptime.inWords(patterns);
    }

    @Override
    @Nullable
    public Object parse(String cell) {
        if (!patterns.isEmpty()) {
            return Strptime.parseFirst(patterns, cell, LocalDate::from);
        }
        try {
            return iso(cell);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Java's formatter also accepts years with more digits, and takes much more time. */
    private static @Nullable LocalDate iso(String cell) {
        if (cell.length() != ISO_LENGTH || cell.charAt(4) != '-' || cell.charAt(7) != '-') {
            return null;
        }
        int year = number(cell, 0, 4);
        int month = number(cell, 5, 7);
        int day = number(cell, 8, 10);
        return year < 0 || month < 0 || day < 0 ? null : LocalDate.of(year, month, day);
    }

    private static int number(String cell, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = cell.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    @Override
    public CellFastPath commonCells(int textBytes) {
        return patterns.isEmpty() ? new IsoCells()::day : CellFastPath.NONE;
    }

    @Override
    public String text(Object value) {
        return value.toString();
    }

    @Override
    public void write(JsonBuffer json, Object value) {
        json.day((LocalDate) value);
    }

    @Override
    public FieldType canonical() {
        return new DateType(List.of());
    }

    @Override
    public FieldType in(CellFormat format) {
        List<Strptime> ofFile = format.patterns(Parts.DATE);
        return ofFile.isEmpty() ? this : new DateType(ofFile);
    }

    @Override
    public int compare(Object left, Object right) {
        return ((LocalDate) left).compareTo((LocalDate) right);
    }
}
