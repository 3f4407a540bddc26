package dev.sluice.schemas.dataset;

import org.jspecify.annotations.Nullable;

/** Moments, as microseconds since the epoch. */
final class DateTimeType extends FieldType implements FieldType.Ordered {
    private final DateTimeReader reader;
    private final boolean zoneRequired;

    DateTimeType(DateTimeReader reader, boolean zoneRequired) {
        this.reader = reader;
        this.zoneRequired = zoneRequired;
    }

    /** Makes moments of cells. */
    interface DateTimeReader {
        /** Microseconds since the epoch, or {@link Timestamps#NONE}. */
        long micros(String cell);

        /** Whether a cell that gave a moment names its zone. */
        boolean hasZone(String cell);

        /** What cells must be, in words. */
        String expected(boolean withZone);

        /** What a message adds on a cell that gave no moment; mostly nothing. */
        default String hint(String cell) {
            return "";
        }
    }

    @Override
    String name() {
        return "datetime";
    }

    @Override
    String expected() {
        return reader.expected(zoneRequired);
    }

    @Override
    @Nullable
    Object parse(String cell) {
        long micros = reader.micros(cell);
        return micros == Timestamps.NONE || (zoneRequired && !reader.hasZone(cell)) ? null : micros;
    }

    @Override
    String mismatch(String cell) {
        return super.mismatch(cell) + (zoneRequired ? "" : reader.hint(cell));
    }

    @Override
    CommonCells commonCells(int textBytes) {
        return reader instanceof DateTimeFormat ? new IsoCells()::moment : CommonCells.NONE;
    }

    @Override
    String text(Object value) {
        return Timestamps.format((Long) value);
    }

    @Override
    void write(JsonBuffer json, Object value) {
        json.moment((Long) value);
    }

    @Override
    FieldType canonical() {
        return new DateTimeType(DateTimeFormat.ANY, zoneRequired);
    }

    @Override
    public int compare(Object left, Object right) {
        return ((Long) left).compareTo((Long) right);
    }
}
