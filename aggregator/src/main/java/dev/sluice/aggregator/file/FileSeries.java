package dev.sluice.aggregator.file;

import dev.sluice.aggregator.delta.SeriesValue;
import org.jspecify.annotations.Nullable;

/**
 * The number of a file's series, and the common statistics of all series beyond the limit.
 *
 * @param count the number of series with separate statistics
 * @param overflowRows the number of rows in series beyond the limit
 * @param overflow the statistics over these rows, without percentiles, or null if there are none
 */
public record FileSeries(
        long count, long overflowRows, @Nullable SeriesValue overflow) {
    public static final FileSeries NONE = new FileSeries(0, 0, null);

    FileSeries added() {
        return new FileSeries(count + 1, overflowRows, overflow);
    }

    FileSeries overflowed(SeriesValue value, long rows) {
        return new FileSeries(
                count,
                Math.addExact(overflowRows, rows),
                overflow == null ? value.withDetails(null) : overflow.plus(value));
    }

    /**
     * Checks whether the file accepts no further series, only rows of those that it has. Once it has refused a series,
     * it accepts no new one, even with a higher limit. So the separate statistics of a series include all of its rows,
     * or it has none.
     */
    boolean isFull(long limit) {
        return count >= limit || overflow != null;
    }
}
