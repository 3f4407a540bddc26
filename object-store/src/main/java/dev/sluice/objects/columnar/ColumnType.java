package dev.sluice.objects.columnar;

import dev.sluice.tabular.dataset.Field;
import java.time.LocalDate;
import java.time.LocalTime;

/** The types of columns, by the class of their field's values. */
enum ColumnType {
    /** An instant: {@code Long}, microseconds since the epoch. */
    TIMESTAMP,
    /** A {@code LocalDate}, as days since the epoch. */
    DATE,
    /** A {@code LocalTime}, as microseconds of the day: neither Avro nor most readers of Parquet have finer ones. */
    TIME,
    /** A finite {@code Double}. */
    DOUBLE,
    /** A {@code Long}: integers and years. */
    LONG,
    BOOLEAN,
    /** A {@code String}. */
    TEXT,
    /** A {@code double[]}, not empty; integers of lists are doubles, too. */
    LIST;

    private static final int NANOS_PER_MICRO = 1_000;

    static ColumnType of(Field field) {
        return switch (field.type()) {
            case "datetime" -> TIMESTAMP;
            case "date" -> DATE;
            case "time" -> TIME;
            case "number" -> DOUBLE;
            case "integer", "year" -> LONG;
            case "boolean" -> BOOLEAN;
            case "string" -> TEXT;
            case "list" -> LIST;
            default ->
                throw new IllegalArgumentException(
                        "expected a field type with a column type, found " + field.type() + " of " + field.name());
        };
    }

    /** The days since the epoch of a value of {@link #DATE}. */
    static int day(Object value) {
        return (int) ((LocalDate) value).toEpochDay();
    }

    /** The microseconds of the day of a value of {@link #TIME}; what is finer is cut off. */
    static long microOfDay(Object value) {
        return ((LocalTime) value).toNanoOfDay() / NANOS_PER_MICRO;
    }

    /** A number. Sluice holds both zeros for equal; readers that tell them apart would group and skip wrongly. */
    static double number(double value) {
        return value + 0.0;
    }
}
