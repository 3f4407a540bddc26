package dev.sluice.tabular.dataset.type;

import dev.sluice.tabular.fast.CellFastPath;
import dev.sluice.tabular.fast.IsoCells;
import dev.sluice.tabular.fast.JsonBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Instants, as microseconds since the epoch. */
public final class DateTimeType extends FieldType implements FieldType.Ordered {
    private final DateTimeReader reader;
    private final boolean zoneRequired;

    public DateTimeType(DateTimeReader reader, boolean zoneRequired) {
        this.reader = reader;
        this.zoneRequired = zoneRequired;
    }

    /** Parses cells to instants. */
    public interface DateTimeReader {
        /** Microseconds since the epoch, or {@link Timestamps#NONE}. */
        long micros(String cell);

        /** Whether a valid cell has a zone. */
        boolean hasZone(String cell);

        /** Whether a valid cell is a time that a clock shows: neither does it have a zone, nor is it an epoch. */
        boolean isLocal(String cell);

        /** A description of valid cells. */
        String expected(boolean withZone);

        /** An addition to the message about an invalid cell; usually empty. */
        default String hint(String cell) {
            return "";
        }
    }

    @Override
    public String name() {
        return "datetime";
    }

    @Override
    public String expected() {
        return reader.expected(zoneRequired);
    }

    @Override
    @Nullable
    public Object parse(String cell) {
        long micros = reader.micros(cell);
        return micros == Timestamps.NONE || (zoneRequired && !reader.hasZone(cell)) ? null : micros;
    }

    @Override
    public String mismatch(String cell) {
        return super.mismatch(cell) + (zoneRequired ? "" : reader.hint(cell));
    }

    @Override
    public CellFastPath commonCells(int textBytes) {
        return reader instanceof DateTimeFormat ? new IsoCells()::moment : CellFastPath.NONE;
    }

    @Override
    public String text(Object value) {
        return Timestamps.format((Long) value);
    }

    @Override
    public void write(JsonBuffer json, Object value) {
        json.moment((Long) value);
    }

    @Override
    public FieldType in(CellFormat format) {
        List<DateTimeReader> formats = format.dateTimes();
        if (formats.isEmpty() && format.zone() == null) {
            return this;
        }
        return new DateTimeType(
                new LocalTimes(formats.isEmpty() ? List.of(reader) : formats, format.zone()), zoneRequired);
    }

    @Override
    public FieldType canonical() {
        return new DateTimeType(DateTimeFormat.ANY, zoneRequired);
    }

    @Override
    public int compare(Object left, Object right) {
        return ((Long) left).compareTo((Long) right);
    }
}
