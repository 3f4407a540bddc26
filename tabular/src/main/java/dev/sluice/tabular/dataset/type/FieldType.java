package dev.sluice.tabular.dataset.type;

import dev.sluice.tabular.fast.CellFastPath;
import dev.sluice.tabular.fast.JsonBuffer;
import dev.sluice.tabular.text.FoundText;
import org.jspecify.annotations.Nullable;

/** What a field's cells are: how one is read, and how its value is written. All values of a type are of one class. */
public abstract sealed class FieldType
        permits BooleanType, DateTimeType, DateType, IntegerType, ListType, NumberType, StringType, TimeType, YearType {

    /** In Table Schema. */
    public abstract String name();

    /** What a cell must be, in words, e.g. {@code a whole number}. */
    public abstract String expected();

    /** The value of a cell that isn't missing, or null where it is none of this type. */
    public abstract @Nullable Object parse(String cell);

    /**
     * A short cut to the same values, for one text: it may keep values that come again.
     *
     * @param textBytes how long that text is
     */
    public CellFastPath commonCells(int textBytes) {
        return CellFastPath.NONE;
    }

    /** The same text for equal values. */
    public abstract String text(Object value);

    /** A cell that {@link #parse} makes this value of, as far as the type's format allows. */
    public String cell(Object value) {
        return text(value);
    }

    public void write(JsonBuffer json, Object value) {
        json.string(text(value));
    }

    /** The type with the same values that reads what {@link #text} and {@link #write} give, whatever this one's format. */
    public FieldType canonical() {
        return this;
    }

    /** Says what is wrong with a cell that {@link #parse} made nothing of. */
    public String mismatch(String cell) {
        return "expected " + expected() + ", found " + FoundText.quoted(cell);
    }

    /** Types whose values have an order, and so can have a minimum and a maximum. */
    public interface Ordered {
        int compare(Object left, Object right);
    }

    /** Types whose values have a length. */
    public interface Sized {
        boolean isLongerThan(Object value, int length);

        int length(Object value);

        /** What the length counts. */
        String unit();
    }
}
