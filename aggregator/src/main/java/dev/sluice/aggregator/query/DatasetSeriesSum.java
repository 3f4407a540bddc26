package dev.sluice.aggregator.query;

import dev.sluice.aggregator.file.Contribution;
import dev.sluice.schemas.query.SeriesSum;
import dev.sluice.tabular.stats.PercentileSketch;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One series over files: the sum of their contributions, in any order. */
final class DatasetSeriesSum {
    private final boolean latestOnly;
    private final SeriesStatistics merged = new SeriesStatistics();
    private long files;
    private @Nullable Contribution latest;
    /** The values of the latest file. */
    private Supplier<@Nullable PercentileSketch> latestSketch = () -> null;
    /** The values of all files; null as soon as one of them has none. */
    private @Nullable PercentileSketch sketch = new PercentileSketch();

    DatasetSeriesSum(boolean latestOnly) {
        this.latestOnly = latestOnly;
    }

    /** @param values reads the values of the file for percentiles; null if they aren't kept */
    void add(Contribution contribution, Supplier<@Nullable PercentileSketch> values) {
        files++;
        if (latest == null || contribution.latest().compareTo(latest.latest()) > 0) {
            latest = contribution;
            latestSketch = values;
        }
        if (!latestOnly) {
            merged.merge(contribution.statistics());
            addAll(values);
        }
    }

    private void addAll(Supplier<@Nullable PercentileSketch> values) {
        PercentileSketch more = sketch == null ? null : values.get();
        if (sketch != null && more != null) {
            sketch.merge(more);
        } else {
            sketch = null;
        }
    }

    boolean isEmpty() {
        return files == 0;
    }

    /** The sum of at least one contribution. */
    SeriesSum result() {
        Contribution last = Objects.requireNonNull(latest, "no file has it");
        return new SeriesSum(
                last.series(),
                files,
                last.latest(),
                latestOnly,
                latestOnly ? last.statistics() : merged,
                latestOnly ? latestSketch.get() : sketch);
    }
}
