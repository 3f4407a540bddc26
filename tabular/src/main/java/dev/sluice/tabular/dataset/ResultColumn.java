package dev.sluice.tabular.dataset;

import org.jspecify.annotations.Nullable;

/**
 * A column of a dataset's CSV result: a group field, or a statistic of the series. Exactly one of the two is set.
 *
 * @param title the column's title in the header row
 * @param groupBy the index in {@link Dataset#groupBy}, or -1
 * @param statistic the statistic, or null
 */
public record ResultColumn(
        String title, int groupBy, @Nullable Statistic statistic) {
    /** The statistics of a series; in documents in lower case. */
    public enum Statistic {
        COUNT,
        MIN,
        MAX,
        AVG,
        SUM,
        STD_DEV,
        FIRST,
        LAST,
        P01,
        P05,
        P25,
        P50,
        P75,
        P95,
        P99,
        /** How far the ranks of the percentiles may be off, as a share of the count; 0 if they are exact. */
        RANK_ERROR
    }
}
