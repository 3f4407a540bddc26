package dev.sluice.aggregator;

import dev.sluice.schemas.stats.SeriesStatistics;

/** What one complete file has of one series. */
record Contribution(String series, Arrival arrival, String fileId, SeriesStatistics statistics) {

    /** Whether it is of a later file; of two of the very same time, that of the greater id. */
    boolean isLaterThan(Contribution other) {
        int order = arrival.compareTo(other.arrival);
        return order == 0 ? fileId.compareTo(other.fileId) > 0 : order > 0;
    }
}
