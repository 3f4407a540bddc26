package dev.sluice.aggregator.delta;

import dev.sluice.schemas.row.ValidRow;
import dev.sluice.tabular.dataset.Dataset.OverFiles;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What is held of one series of one file: the statistics over all of its rows or, where the latest counts, over its last
 * row so far.
 *
 * @param lastRow where that last row stands, or null where all rows count
 */
public record SeriesValue(
        SeriesStatistics statistics, @Nullable RowPosition lastRow) {

    /** The value of a single row; of one without any number it is empty. */
    public static SeriesValue of(ValidRow row) {
        boolean latest = row.dataset().overFiles() == OverFiles.LATEST;
        SeriesValue value = new SeriesValue(new SeriesStatistics(), latest ? RowPosition.of(row) : null);
        value.add(row);
        return value;
    }

    /** This and one more row of the same dataset. This one may be changed by it and mustn't be used any more. */
    public SeriesValue plus(ValidRow row) {
        if (lastRow != null) {
            return plus(of(row));
        }
        add(row);
        return this;
    }

    /** This and what came after it, likewise. */
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

    /** Whether there was no number yet. */
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

    /** Writes the statistics, and the position if there is one. */
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

    /** Reads what stands at the end: the position is there if more than the statistics remain. */
    public static SeriesValue readFrom(ByteBuffer in) {
        return readFrom(in, in.remaining() > SeriesStatistics.BYTES);
    }
}
