package dev.sluice.aggregator.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.aggregator.file.Contribution;
import dev.sluice.schemas.query.SeriesSum;
import dev.sluice.schemas.query.SeriesSums;
import dev.sluice.tabular.stats.PercentileSketch;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Merges the sorted series of several sources to one page, in the order of their UTF-8 bytes. Holds one series more
 * than the page shows, whatever the number of sources.
 */
final class DatasetSeriesPage {
    private final boolean latestOnly;
    private final int limit;
    private final TreeMap<Bytes, DatasetSeriesSum> first = new TreeMap<>();

    DatasetSeriesPage(boolean latestOnly, int limit) {
        this.latestOnly = latestOnly;
        this.limit = limit;
    }

    /** Adds the next series of a source. Returns false if it is beyond the page, as then is the rest of the source. */
    boolean add(Contribution contribution, Supplier<@Nullable PercentileSketch> values) {
        Bytes series = Bytes.wrap(contribution.series().getBytes(UTF_8));
        if (first.size() > limit && series.compareTo(first.lastKey()) > 0) {
            return false;
        }
        first.computeIfAbsent(series, s -> new DatasetSeriesSum(latestOnly)).add(contribution, values);
        if (first.size() > limit + 1) {
            first.pollLastEntry();
        }
        return true;
    }

    SeriesSums result() {
        List<SeriesSum> series = new ArrayList<>();
        for (DatasetSeriesSum sum : first.values()) {
            if (series.size() == limit) {
                return new SeriesSums(series, series.get(series.size() - 1).series());
            }
            series.add(sum.result());
        }
        return new SeriesSums(series, null);
    }
}
