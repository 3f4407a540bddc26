package dev.sluice.results.dataset;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.schemas.query.SeriesOverFiles;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The latest result for a time.
 *
 * @param measuredAt the time, in UTC
 * @param mean the mean of the values, or null if it exceeds the range of doubles
 * @param stdDev the population standard deviation of the values, likewise
 * @param count the number of values
 * @param rawId the id of their record
 * @param computedAt the time of that record
 */
record Measurement(
        String measuredAt,
        @JsonInclude(ALWAYS) @Nullable Double mean,
        @JsonInclude(ALWAYS) @Nullable Double stdDev,
        long count,
        String rawId,
        Instant computedAt) {

    static Measurement of(SeriesOverFiles series) {
        SeriesFigures figures = series.figures();
        return new Measurement(
                series.series(),
                figures.avg(),
                figures.stdDev(),
                figures.count(),
                series.latestFileId(),
                series.latestAt());
    }

    /**
     * A page of measurements, in the order of time.
     *
     * @param nextCursor the cursor of the next page, or null on the last one
     */
    record MeasurementsDocument(
            List<Measurement> measurements, @Nullable String nextCursor) {
        MeasurementsDocument {
            measurements = List.copyOf(measurements);
        }
    }

    /**
     * The totals over all measurements ever sent.
     *
     * @param checked the number of all measurements
     * @param processed the number of valid ones
     * @param failed the number of invalid ones
     */
    record MeasurementsSummary(long checked, long processed, long failed) {
        static MeasurementsSummary of(DatasetTotals totals) {
            long failed = totals.invalidRows() + totals.faultyFiles();
            return new MeasurementsSummary(totals.validRows() + failed, totals.validRows(), failed);
        }
    }
}
