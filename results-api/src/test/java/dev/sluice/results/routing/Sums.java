package dev.sluice.results.routing;

import dev.sluice.schemas.query.SeriesSum;
import dev.sluice.tabular.stats.PercentileSketch;
import dev.sluice.tabular.stats.SeriesStatistics;

/** What some files have of series, in the form that merges. */
final class Sums {
    private Sums() {}

    /** Of one file with these values, the later the greater its id. */
    static SeriesSum of(String series, String fileId, double... values) {
        return of(series, fileId, false, values);
    }

    /** Likewise, of a dataset where only the latest file counts. */
    static SeriesSum latest(String series, String fileId, double... values) {
        return of(series, fileId, true, values);
    }

    private static SeriesSum of(String series, String fileId, boolean latestOnly, double... values) {
        SeriesStatistics statistics = new SeriesStatistics();
        PercentileSketch sketch = new PercentileSketch();
        for (double value : values) {
            statistics.add(value);
            sketch.add(value);
        }
        return new SeriesSum(series, 1, new SeriesSum.Latest(1_000, -1, 0, fileId), latestOnly, statistics, sketch);
    }
}
