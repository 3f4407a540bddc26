package dev.sluice.aggregator.query;

import dev.sluice.aggregator.file.Contribution;
import dev.sluice.schemas.query.SeriesSum;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One series over files: the sum of their contributions, in any order. */
final class DatasetSeriesSum {
    private final boolean latestOnly;
    private final SeriesStatistics merged = new SeriesStatistics();
    private long files;
    private @Nullable Contribution latest;

    DatasetSeriesSum(boolean latestOnly) {
        this.latestOnly = latestOnly;
    }

    void add(Contribution contribution) {
        files++;
        if (latest == null || contribution.latest().compareTo(latest.latest()) > 0) {
            latest = contribution;
        }
        if (!latestOnly) {
            merged.merge(contribution.statistics());
        }
    }

    boolean isEmpty() {
        return files == 0;
    }

    /** The sum of at least one contribution. */
    SeriesSum result() {
        Contribution last = Objects.requireNonNull(latest, "no file has it");
        return new SeriesSum(last.series(), files, last.latest(), latestOnly, latestOnly ? last.statistics() : merged);
    }
}
