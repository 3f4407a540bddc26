package dev.sluice.results.dataset;

import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.schemas.query.SeriesOverFiles;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured at a time, as computed last.
 *
 * @param measuredAt in UTC
 * @param mean of the numbers, or null if it is too large for a double
 * @param stdDev their population standard deviation, likewise
 * @param count how many numbers
 * @param rawId the record they came in
 * @param computedAt when that came
 */
record Measurement(
        String measuredAt,
        @Nullable Double mean,
        @Nullable Double stdDev,
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
     * Some measurements, in the order of time.
     *
     * @param nextCursor for the next page, or null if this is the last one
     */
    record MeasurementsDocument(
            List<Measurement> measurements, @Nullable String nextCursor) {
        MeasurementsDocument {
            measurements = List.copyOf(measurements);
        }
    }

    /**
     * What became of all measurements ever sent.
     *
     * @param checked all of them
     * @param processed those that could be computed
     * @param failed those that could not
     */
    record MeasurementsSummary(long checked, long processed, long failed) {
        static MeasurementsSummary of(DatasetTotals totals) {
            long failed = totals.invalidRows() + totals.faultyFiles();
            return new MeasurementsSummary(totals.validRows() + failed, totals.validRows(), failed);
        }
    }
}
