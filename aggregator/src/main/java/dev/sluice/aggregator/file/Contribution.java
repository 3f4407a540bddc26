package dev.sluice.aggregator.file;

import dev.sluice.schemas.query.SeriesSum;
import dev.sluice.tabular.stats.SeriesStatistics;

/** What one complete file has of one series. */
public record Contribution(String series, ArrivalOrder arrival, String fileId, SeriesStatistics statistics) {

    /** When its file came, to be compared with other files of the series. */
    public SeriesSum.Latest latest() {
        return new SeriesSum.Latest(arrival.atMs(), arrival.partition(), arrival.offset(), fileId);
    }
}
