package dev.sluice.aggregator.delta;

import dev.sluice.schemas.row.ValidRow;
import dev.sluice.tabular.dataset.Dataset.OverFiles;
import dev.sluice.tabular.stats.PercentileSketch;
import dev.sluice.tabular.stats.SeriesStatistics;
import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of a series of a file: over all of its rows or, where only the latest row counts, over the last row so
 * far.
 *
 * @param lastRow the position of that last row, or null where all rows count
 * @param sketch the values for percentiles, or null if they aren't kept
 */
public record SeriesValue(
        SeriesStatistics statistics,
        @Nullable RowPosition lastRow,
        @Nullable PercentileSketch sketch) {
    /** Up to this many values are known by the minimum and the maximum. */
    private static final int KNOWN_BY_EXTREMES = 2;

    /** The maximum size of the output of {@link #writeTo} without the sketch. */
    private static final int MAX_FIGURES_BYTES = SeriesStatistics.MAX_BYTES + RowPosition.MAX_BYTES + 30;

    private static final int STATISTICS = 1;
    private static final int LAST_ROW = 2;
    private static final int SKETCH = 3;

    /** Returns the value of a single row; it is empty if the row has no number. */
    public static SeriesValue of(ValidRow row) {
        boolean latest = row.dataset().overFiles() == OverFiles.LATEST;
        SeriesValue value = new SeriesValue(
                new SeriesStatistics(),
                latest ? RowPosition.of(row) : null,
                row.measured().length > KNOWN_BY_EXTREMES ? newSketch() : null);
        value.add(row);
        return value;
    }

    /** Adds a row of the same dataset. May modify this value, which must not be used afterwards. */
    public SeriesValue plus(ValidRow row) {
        if (lastRow != null) {
            return withKnownSketch().plus(of(row));
        }
        boolean known = statistics.count() + row.measured().length <= KNOWN_BY_EXTREMES;
        SeriesValue value = known ? this : withKnownSketch();
        value.add(row);
        return value;
    }

    /**
     * Adds a later value. May modify this value, which must not be used afterwards. The sum has a sketch only if both
     * values have one: the sketch of a sum is of all its values, or there is none.
     */
    public SeriesValue plus(SeriesValue next) {
        if (next.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return next;
        }
        PercentileSketch more = sketch == null ? null : next.known();
        if (next.lastRow == null) {
            statistics.merge(next.statistics);
            if (sketch != null && more != null) {
                sketch.merge(more);
                return this;
            }
            return withSketch(null);
        }
        return lastRow == null || lastRow.compareTo(next.lastRow) <= 0 ? next.withSketch(more) : this;
    }

    /** Checks whether no row had a number. */
    public boolean isEmpty() {
        return statistics.count() == 0;
    }

    /** Returns the statistics of this value, with another sketch. */
    public SeriesValue withSketch(@Nullable PercentileSketch changed) {
        return new SeriesValue(statistics, lastRow, changed);
    }

    /** Returns the same value without a sketch if that is {@linkplain #withKnownSketch known} from the statistics. */
    public SeriesValue withoutKnownSketch() {
        return statistics.count() <= KNOWN_BY_EXTREMES ? withSketch(null) : this;
    }

    /** Returns the same value, with the sketch that its sender left out, as the extremes are all of its values. */
    public SeriesValue withKnownSketch() {
        return sketch == null ? withSketch(known()) : this;
    }

    private @Nullable PercentileSketch known() {
        if (sketch != null || statistics.count() > KNOWN_BY_EXTREMES) {
            return sketch;
        }
        PercentileSketch extremes = newSketch();
        if (!isEmpty()) {
            extremes.add(statistics.min());
        }
        if (statistics.count() == KNOWN_BY_EXTREMES) {
            extremes.add(statistics.max());
        }
        return extremes;
    }

    /** The parts of a series must have different seeds, and no part needs the same seed twice. */
    private static PercentileSketch newSketch() {
        return new PercentileSketch(ThreadLocalRandom.current().nextLong());
    }

    private void add(ValidRow row) {
        Long micros = row.timeMicros();
        for (double number : row.measured()) {
            if (micros == null) {
                statistics.add(number);
            } else {
                statistics.add(number, micros);
            }
            if (sketch != null) {
                sketch.add(number);
            }
        }
    }

    /** Returns the maximum size of the output of {@link #writeTo}. */
    public int maxBytes() {
        return MAX_FIGURES_BYTES + (sketch == null ? 0 : sketch.maxBytes());
    }

    public void writeTo(WireWriter out) {
        out.message(STATISTICS, statistics, SeriesStatistics::writeTo);
        out.message(LAST_ROW, lastRow, RowPosition::writeTo);
        out.message(SKETCH, sketch, PercentileSketch::writeTo);
    }

    /** Reads the output of {@link #writeTo}. */
    public static SeriesValue readFrom(WireReader in) {
        SeriesStatistics statistics = in.message(STATISTICS, SeriesStatistics::readFrom);
        return new SeriesValue(
                WireReader.present(statistics, STATISTICS),
                in.message(LAST_ROW, RowPosition::readFrom),
                in.message(SKETCH, PercentileSketch::readFrom));
    }
}
