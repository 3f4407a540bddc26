package dev.sluice.schemas.dataset;

import org.jspecify.annotations.Nullable;

/** What a field's cells are: how one is read, and how its value is written. All values of a type are of one class. */
abstract sealed class FieldType
        permits BooleanType, DateTimeType, DateType, IntegerType, ListType, NumberType, StringType, TimeType, YearType {

    /** In Table Schema. */
    abstract String name();

    /** What a cell must be, in words, e.g. {@code a whole number}. */
    abstract String expected();

    /** The value of a cell that isn't missing, or null where it is none of this type. */
    abstract @Nullable Object parse(String cell);

    /**
     * A short cut to the same values, for one text: it may keep values that come again.
     *
     * @param textBytes how long that text is
     */
    CommonCells commonCells(int textBytes) {
        return CommonCells.NONE;
    }

    /** The same text for equal values. */
    abstract String text(Object value);

    /** A cell that {@link #parse} makes this value of, as far as the type's format allows. */
    String cell(Object value) {
        return text(value);
    }

    void write(JsonBuffer json, Object value) {
        json.string(text(value));
    }

    /** The type with the same values that reads what {@link #text} and {@link #write} give, whatever this one's format. */
    FieldType canonical() {
        return this;
    }

    /** Says what is wrong with a cell that {@link #parse} made nothing of. */
    String mismatch(String cell) {
        return "expected " + expected() + ", found " + Found.quoted(cell);
    }

    /** Types whose values have an order, and so can have a minimum and a maximum. */
    interface Ordered {
        int compare(Object left, Object right);
    }

    /** Types whose values have a length. */
    interface Sized {
        boolean isLongerThan(Object value, int length);

        int length(Object value);

        /** What the length counts. */
        String unit();
    }
}
