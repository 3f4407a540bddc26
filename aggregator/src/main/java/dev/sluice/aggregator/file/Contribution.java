package dev.sluice.aggregator.file;

import dev.sluice.schemas.query.SeriesSum;
import dev.sluice.tabular.stats.SeriesStatistics;

/** The contribution of one complete file to one series over files. */
public record Contribution(String series, ArrivalOrder arrival, String fileId, SeriesStatistics statistics) {

    /** Returns the file's position in the order of arrival, for comparison with other files of the series. */
    public SeriesSum.Latest latest() {
        return new SeriesSum.Latest(arrival.atMs(), arrival.partition(), arrival.offset(), fileId);
    }
}
