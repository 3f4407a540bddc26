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
 * @param details more of the same values, or null if that isn't kept
 */
public record SeriesValue(
        SeriesStatistics statistics,
        @Nullable RowPosition lastRow,
        @Nullable SeriesDetails details) {
    /** The maximum size of the output of {@link #writeTo} without the details. */
    private static final int MAX_FIGURES_BYTES = SeriesStatistics.MAX_BYTES + RowPosition.MAX_BYTES + 30;

    private static final int STATISTICS = 1;
    private static final int LAST_ROW = 2;
    private static final int DETAILS = 3;

    /** Returns the value of a single row; it is empty if the row has no number. */
    public static SeriesValue of(ValidRow row) {
        boolean latest = row.dataset().overFiles() == OverFiles.LATEST;
        SeriesValue value = new SeriesValue(
                new SeriesStatistics(),
                latest ? RowPosition.of(row) : null,
                row.measured().length > 1 && row.dataset().percentiles() ? SeriesDetails.empty() : null);
        value.add(row);
        return value;
    }

    /** Adds a row of the same dataset. May modify this value, which must not be used afterwards. */
    public SeriesValue plus(ValidRow row) {
        boolean needed =
                statistics.count() + row.measured().length > 1 && row.dataset().percentiles();
        SeriesValue value = needed ? withKnownDetails() : this;
        if (lastRow != null) {
            return value.plus(of(row));
        }
        value.add(row);
        return value;
    }

    /**
     * Adds a later value. May modify this value, which must not be used afterwards. The sum has details only if both
     * values have them: the details of a sum are of all its values, or there are none.
     */
    public SeriesValue plus(SeriesValue next) {
        if (next.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return next;
        }
        SeriesDetails more = details == null ? null : next.known();
        if (next.lastRow == null) {
            statistics.merge(next.statistics);
            if (details != null && more != null) {
                details.merge(more);
                return this;
            }
            return withDetails(null);
        }
        return lastRow == null || lastRow.compareTo(next.lastRow) <= 0 ? next.withDetails(more) : this;
    }

    /** Checks whether no row had a number. */
    public boolean isEmpty() {
        return statistics.count() == 0;
    }

    /** Returns the statistics of this value, with other details. */
    public SeriesValue withDetails(@Nullable SeriesDetails changed) {
        return new SeriesValue(statistics, lastRow, changed);
    }

    /** Returns the same value without details if these are {@linkplain #withKnownDetails known} from the statistics. */
    public SeriesValue withoutKnownDetails() {
        return statistics.count() <= 1 ? withDetails(null) : this;
    }

    /** Returns the same value, with the details that its sender left out, as the statistics of one value have all. */
    public SeriesValue withKnownDetails() {
        return details == null ? withDetails(known()) : this;
    }

    private @Nullable SeriesDetails known() {
        if (details != null || statistics.count() > 1) {
            return details;
        }
        SeriesDetails known = SeriesDetails.empty();
        if (!isEmpty()) {
            known.add(statistics.min(), statistics.hasTime() ? statistics.firstMicros() : null);
        }
        return known;
    }

    private void add(ValidRow row) {
        Long micros = row.timeMicros();
        for (double number : row.measured()) {
            if (micros == null) {
                statistics.add(number);
            } else {
                statistics.add(number, micros);
            }
            if (details != null) {
                details.add(number, micros);
            }
        }
    }

    /** Returns the maximum size of the output of {@link #writeTo}. */
    public int maxBytes() {
        return MAX_FIGURES_BYTES + (details == null ? 0 : details.maxBytes());
    }

    /** Returns the details if they are a list of values, which {@link #writeTo} doesn't write. */
    public @Nullable SeriesDetails list() {
        return details != null && details.isList() ? details : null;
    }

    /** Returns the same value with a list of its details; null if it has none. */
    public SeriesValue withList(@Nullable SeriesDetails list) {
        return list == null ? this : withDetails(list);
    }

    /** Writes all but a {@link #list}. */
    public void writeTo(WireWriter out) {
        out.message(STATISTICS, statistics, SeriesStatistics::writeTo);
        out.message(LAST_ROW, lastRow, RowPosition::writeTo);
        if (list() == null) {
            out.message(DETAILS, details, SeriesDetails::writeTo);
        }
    }

    /** Reads the output of {@link #writeTo}. */
    public static SeriesValue readFrom(WireReader in) {
        SeriesStatistics statistics = in.message(STATISTICS, SeriesStatistics::readFrom);
        return new SeriesValue(
                WireReader.present(statistics, STATISTICS),
                in.message(LAST_ROW, RowPosition::readFrom),
                in.message(DETAILS, SeriesDetails::readFrom));
    }
}
