package dev.sluice.aggregator.delta;

import dev.sluice.schemas.row.ValidRow;
import dev.sluice.tabular.dataset.Dataset.OverFiles;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of a series of a file: over all of its rows or, where only the latest row counts, over the last row so
 * far.
 *
 * @param lastRow the position of that last row, or null where all rows count
 */
public record SeriesValue(
        SeriesStatistics statistics, @Nullable RowPosition lastRow) {

    /** The value of a single row; empty if the row has no number. */
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

    /** Whether no row had a number. */
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

    int bytes() {
        return SeriesStatistics.BYTES + (lastRow == null ? 0 : RowPosition.BYTES);
    }

    /** Writes the statistics, then the position if there is one. */
    void writeTo(ByteBuffer out) {
        statistics.writeTo(out);
        if (lastRow != null) {
            lastRow.writeTo(out);
        }
    }

    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(bytes());
        writeTo(out);
        return out.array();
    }

    public static SeriesValue readFrom(ByteBuffer in, boolean latest) {
        return new SeriesValue(SeriesStatistics.readFrom(in), latest ? RowPosition.readFrom(in) : null);
    }

    /** Reads from the end of a buffer: a position is present if bytes remain after the statistics. */
    public static SeriesValue readFrom(ByteBuffer in) {
        return readFrom(in, in.remaining() > SeriesStatistics.BYTES);
    }
}
