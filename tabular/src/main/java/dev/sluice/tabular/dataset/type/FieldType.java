package dev.sluice.tabular.dataset.type;

import dev.sluice.tabular.fast.CellFastPath;
import dev.sluice.tabular.fast.JsonBuffer;
import dev.sluice.tabular.text.FoundText;
import org.jspecify.annotations.Nullable;

/** A field type: parses cells and formats values. All values of a type have the same class. */
public abstract sealed class FieldType
        permits BooleanType, DateTimeType, DateType, IntegerType, ListType, NumberType, StringType, TimeType, YearType {

    /** The name in Table Schema. */
    public abstract String name();

    /** A description of valid cells, e.g. {@code a whole number}. */
    public abstract String expected();

    /** The value of a cell that isn't missing, or null if it is invalid. */
    public abstract @Nullable Object parse(String cell);

    /**
     * A fast path to the same values, for one text: it may cache values.
     *
     * @param textBytes the length of that text
     */
    public CellFastPath commonCells(int textBytes) {
        return CellFastPath.NONE;
    }

    /** The canonical text; the same for equal values. */
    public abstract String text(Object value);

    /** A cell that {@link #parse} reads as this value, as far as the type's format allows. */
    public String cell(Object value) {
        return text(value);
    }

    public void write(JsonBuffer json, Object value) {
        json.string(text(value));
    }

    /**
     * The type with the same values that parses the output of {@link #text} and {@link #write}, independent of this
     * one's format.
     */
    public FieldType canonical() {
        return this;
    }

    /** The type with the same values whose cells are written in another format. */
    public FieldType in(CellFormat format) {
        return this;
    }

    /** Describes why a cell is invalid. */
    public String mismatch(String cell) {
        return "expected " + expected() + ", found " + FoundText.quoted(cell);
    }

    /** Types with ordered values, which may have a minimum and a maximum. */
    public interface Ordered {
        int compare(Object left, Object right);
    }

    /** Types whose values have a length. */
    public interface Sized {
        boolean isLongerThan(Object value, int length);

        int length(Object value);

        /** The unit of the length. */
        String unit();
    }
}
