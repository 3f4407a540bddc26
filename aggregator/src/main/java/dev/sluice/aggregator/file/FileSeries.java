package dev.sluice.aggregator.file;

import dev.sluice.aggregator.delta.SeriesValue;
import org.jspecify.annotations.Nullable;

/**
 * How many series a file has, and what the rows of further ones came to.
 *
 * @param count of the series that have statistics of their own
 * @param overflowRows how many rows of further series there are
 * @param overflow over those rows, or null where there are none
 */
public record FileSeries(
        long count, long overflowRows, @Nullable SeriesValue overflow) {
    public static final FileSeries NONE = new FileSeries(0, 0, null);

    FileSeries added() {
        return new FileSeries(count + 1, overflowRows, overflow);
    }

    FileSeries overflowed(SeriesValue value, long rows) {
        return new FileSeries(
                count, Math.addExact(overflowRows, rows), overflow == null ? value : overflow.plus(value));
    }

    /**
     * Whether it takes no further series, but only rows of those it has. Once one was turned away, that is for good: so of
     * each series either all rows count in its own statistics or none.
     */
    boolean isFull(long limit) {
        return count >= limit || overflow != null;
    }
}
