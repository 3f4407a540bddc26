package dev.sluice.aggregator.delta;

import dev.sluice.schemas.row.ValidRow;
import dev.sluice.tabular.dataset.Dataset.OverFiles;
import dev.sluice.tabular.stats.SeriesStatistics;
import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of a series of a file: over all of its rows or, where only the latest row counts, over the last row so
 * far.
 *
 * @param lastRow the position of that last row, or null where all rows count
 */
public record SeriesValue(
        SeriesStatistics statistics, @Nullable RowPosition lastRow) {
    /** The maximum size of the output of {@link #writeTo}. */
    static final int MAX_BYTES = SeriesStatistics.MAX_BYTES + RowPosition.MAX_BYTES + 10;

    private static final int STATISTICS = 1;
    private static final int LAST_ROW = 2;

    /** Returns the value of a single row; it is empty if the row has no number. */
    public static SeriesValue of(ValidRow row) {
        boolean latest = row.dataset().overFiles() == OverFiles.LATEST;
        SeriesValue value = new SeriesValue(new SeriesStatistics(), latest ? RowPosition.of(row) : null);
        value.add(row);
        return value;
    }

    /** Adds a row of the same dataset. May modify this value, which must not be used afterwards. */
    public SeriesValue plus(ValidRow row) {
        if (lastRow != null) {
            return plus(of(row));
        }
        add(row);
        return this;
    }

    /** Adds a later value. May modify this value, which must not be used afterwards. */
    public SeriesValue plus(SeriesValue next) {
        if (next.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return next;
        }
        if (next.lastRow == null) {
            statistics.merge(next.statistics);
            return this;
        }
        return lastRow == null || lastRow.compareTo(next.lastRow) <= 0 ? next : this;
    }

    /** Checks whether no row had a number. */
    public boolean isEmpty() {
        return statistics.count() == 0;
    }

    private void add(ValidRow row) {
        Long micros = row.timeMicros();
        for (double number : row.measured()) {
            if (micros == null) {
                statistics.add(number);
            } else {
                statistics.add(number, micros);
            }
        }
    }

    public void writeTo(WireWriter out) {
        out.message(STATISTICS, statistics, SeriesStatistics::writeTo);
        out.message(LAST_ROW, lastRow, RowPosition::writeTo);
    }

    public byte[] toBytes() {
        WireWriter out = new WireWriter(MAX_BYTES);
        writeTo(out);
        return out.toBytes();
    }

    /** Reads the output of {@link #writeTo}. */
    public static SeriesValue readFrom(WireReader in) {
        SeriesStatistics statistics = in.message(STATISTICS, SeriesStatistics::readFrom);
        return new SeriesValue(WireReader.present(statistics, STATISTICS), in.message(LAST_ROW, RowPosition::readFrom));
    }

    /**
     * Reads the output of {@link #toBytes}.
     *
     * @throws IllegalArgumentException if the bytes aren't such output
     */
    public static SeriesValue of(byte[] bytes) {
        return WireReader.read(bytes, SeriesValue::readFrom);
    }
}
