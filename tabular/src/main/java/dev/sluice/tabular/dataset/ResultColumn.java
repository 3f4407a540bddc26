package dev.sluice.tabular.dataset;

import org.jspecify.annotations.Nullable;

/**
 * A column of a dataset's CSV result: a group field's value, or a figure of the series. Exactly one of both is set.
 *
 * @param title how the header row reads
 * @param groupBy the position in {@link Dataset#groupBy}, or -1
 * @param statistic the figure, or null
 */
public record ResultColumn(
        String title, int groupBy, @Nullable Statistic statistic) {
    /** The figures of a series; in documents in lower case. */
    public enum Statistic {
        COUNT,
        MIN,
        MAX,
        AVG,
        SUM,
        STD_DEV,
        FIRST,
        LAST
    }
}
