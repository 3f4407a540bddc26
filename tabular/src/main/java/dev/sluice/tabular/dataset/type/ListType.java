package dev.sluice.tabular.dataset.type;

import dev.sluice.tabular.dataset.type.Constraint.ExactInDouble;
import dev.sluice.tabular.fast.JsonBuffer;
import dev.sluice.tabular.text.FoundText;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Several numbers in one cell, at least one. Whole numbers are doubles too, as they are measured. */
public final class ListType extends FieldType implements FieldType.Sized {
    private static final String COMMA = ",";

    private final String delimiter;
    private final boolean whole;

    /** @param whole whether items must be integers */
    public ListType(String delimiter, boolean whole) {
        this.delimiter = delimiter;
        this.whole = whole;
    }

    @Override
    public String name() {
        return "list";
    }

    @Override
    public String expected() {
        return (whole
                        ? "whole numbers from -" + ExactInDouble.MAX + " to " + ExactInDouble.MAX
                        : "finite decimal numbers")
                + " with "
                + FoundText.quoted(delimiter) + " between them";
    }

    @Override
    @Nullable
    public Object parse(String text) {
        String cell = withoutBrackets(text);
        double[] items = new double[count(cell)];
        int start = 0;
        for (int i = 0; i < items.length; i++) {
            int end = i == items.length - 1 ? cell.length() : cell.indexOf(delimiter, start);
            items[i] = item(cell.substring(start, end).strip());
            if (Double.isNaN(items[i])) {
                return null;
            }
            start = end + delimiter.length();
        }
        return items;
    }

    @Override
    public String text(Object value) {
        StringJoiner items = new StringJoiner(COMMA);
        for (double item : (double[]) value) {
            items.add(NumberType.plain(item));
        }
        return items.toString();
    }

    @Override
    public String cell(Object value) {
        return text(value).replace(COMMA, delimiter);
    }

    @Override
    public void write(JsonBuffer json, Object value) {
        double[] items = (double[]) value;
        json.raw('[');
        for (int i = 0; i < items.length; i++) {
            if (i > 0) {
                json.raw(',');
            }
            if (whole) {
                json.number((long) items[i]);
            } else {
                json.number(items[i]);
            }
        }
        json.raw(']');
    }

    @Override
    public FieldType canonical() {
        return new ListType(COMMA, whole);
    }

    @Override
    public boolean isLongerThan(Object value, int length) {
        return length(value) > length;
    }

    @Override
    public int length(Object value) {
        return ((double[]) value).length;
    }

    @Override
    public String unit() {
        return "items";
    }

    /** As JSON has lists. */
    private static String withoutBrackets(String cell) {
        boolean bracketed = cell.startsWith("[") && cell.endsWith("]");
        return bracketed ? cell.substring(1, cell.length() - 1).strip() : cell;
    }

    private int count(String cell) {
        int count = 1;
        for (int at = cell.indexOf(delimiter); at >= 0; at = cell.indexOf(delimiter, at + delimiter.length())) {
            count++;
        }
        return count;
    }

    private double item(String text) {
        if (!whole) {
            return Decimals.parseOrNaN(text);
        }
        Long number = IntegerType.wholeNumber(text);
        return number == null || !ExactInDouble.isExact(number) ? Double.NaN : number;
    }
}
