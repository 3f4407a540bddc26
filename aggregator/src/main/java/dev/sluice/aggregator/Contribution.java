package dev.sluice.aggregator;

import dev.sluice.schemas.query.SeriesSum;
import dev.sluice.schemas.stats.SeriesStatistics;

/** What one complete file has of one series. */
record Contribution(String series, Arrival arrival, String fileId, SeriesStatistics statistics) {

    /** When its file came, to be compared with other files of the series. */
    SeriesSum.Latest latest() {
        return new SeriesSum.Latest(arrival.atMs(), arrival.partition(), arrival.offset(), fileId);
    }
}
