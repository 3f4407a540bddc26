package dev.sluice.aggregator.query;

import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.store.DatasetSeriesStore;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.PurgeCursor;
import dev.sluice.aggregator.store.StoredSeries;
import dev.sluice.schemas.query.SeriesSum;
import dev.sluice.schemas.query.SeriesSums;
import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.tabular.stats.PercentileSketch;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The series of a dataset over all complete files, from the stores of some partitions. A file that is added only in
 * part is read itself, and its contributions are skipped, so that it counts once and as a whole. Remaining
 * contributions of deleted files are skipped too.
 */
final class DatasetSeriesQueries {
    /** The maximum size of a page with percentiles: a larger one would have up to 45 MB of sketches. */
    static final int MAX_WITH_PERCENTILES = 1_000;

    private static final long MICROS_PER_SECOND = 1_000_000;

    private final List<FileStore> stores;
    private final String dataset;
    private final boolean latestOnly;
    private final FileScope scope;

    /**
     * @param latestOnly whether only the latest file counts for a series
     * @param scope the files that count
     */
    DatasetSeriesQueries(List<FileStore> stores, String dataset, boolean latestOnly, FileScope scope) {
        this.stores = stores;
        this.dataset = dataset;
        this.latestOnly = latestOnly;
        this.scope = scope;
    }

    /** One series, if any file has it. */
    Optional<SeriesSum> series(String series) {
        DatasetSeriesSum sum = new DatasetSeriesSum(latestOnly);
        for (FileStore store : stores) {
            Map<String, FileState> unfinished = unfinished(store);
            Predicate<String> counted = counted(store, unfinished.keySet());
            for (FileState file : unfinished.values()) {
                StoredSeries stored = store.series().get(file.fileId(), series);
                if (stored != null) {
                    sum.add(file.contribution(series, stored.statistics()), () -> sketch(store, file.fileId(), series));
                }
            }
            store.datasetSeries().readSeries(dataset, series, contribution -> {
                if (counted.test(contribution.fileId())) {
                    sum.add(contribution, () -> sketch(store, contribution.fileId(), series));
                }
                return true;
            });
        }
        return sum.isEmpty() ? Optional.empty() : Optional.of(sum.result());
    }

    /**
     * The first series after {@code after} (or of all), in the order of their UTF-8 bytes; with percentiles only if
     * these are at most {@link #MAX_WITH_PERCENTILES} series.
     */
    SeriesSums page(@Nullable String after, int limit) {
        DatasetSeriesPage page = new DatasetSeriesPage(latestOnly, limit);
        boolean percentiles = limit <= MAX_WITH_PERCENTILES;
        for (FileStore store : stores) {
            Map<String, FileState> unfinished = unfinished(store);
            Predicate<String> counted = counted(store, unfinished.keySet());
            for (FileState file : unfinished.values()) {
                store.series()
                        .read(
                                file.fileId(),
                                after,
                                (series, stored) -> page.add(
                                        file.contribution(series, stored.statistics()),
                                        () -> percentiles ? sketch(store, file.fileId(), series) : null));
            }
            store.datasetSeries()
                    .readAll(
                            dataset,
                            after,
                            contribution -> !counted.test(contribution.fileId())
                                    || page.add(
                                            contribution,
                                            () -> percentiles
                                                    ? sketch(store, contribution.fileId(), contribution.series())
                                                    : null));
        }
        return page.result();
    }

    /** The first windows after {@code after} (or of all) of one series. */
    SeriesWindows.Sums windows(SeriesWindows.Filter filter, SeriesWindows.@Nullable Key after, int limit) {
        String series = filter.onlySeries();
        long from = after == null ? filter.from() : Math.max(filter.from(), after.start());
        DatasetWindowsPage page = new DatasetWindowsPage(limit);
        for (FileStore store : stores) {
            Map<String, FileState> unfinished = unfinished(store);
            Predicate<String> counted = counted(store, unfinished.keySet());
            // A file without the series has no window of it either.
            unfinished.keySet().forEach(file -> store.windows().read(file, filter, after, page::add));
            store.datasetSeries().readSeries(dataset, series, contribution -> {
                if (counted.test(contribution.fileId()) && mayHaveWindowsFrom(from, contribution.statistics())) {
                    store.windows().read(contribution.fileId(), filter, after, page::add);
                }
                return true;
            });
        }
        return page.result();
    }

    /** A window begins before its rows, so a series that ends before a time has no windows that begin after it. */
    private static boolean mayHaveWindowsFrom(long seconds, SeriesStatistics statistics) {
        return statistics.hasTime() && Math.floorDiv(statistics.lastMicros(), MICROS_PER_SECOND) >= seconds;
    }

    /** A file has its values as long as its contributions. */
    private static @Nullable PercentileSketch sketch(FileStore store, String fileId, String series) {
        StoredSeries stored = store.series().get(fileId, series);
        return stored == null ? null : store.series().sketch(fileId, series, stored);
    }

    /**
     * The files whose contributions count: neither those that are read themselves, nor deleted ones. Another client's
     * file counts neither here nor there.
     */
    private Predicate<String> counted(FileStore store, Set<String> unfinished) {
        Set<String> deleted = deleted(store);
        Predicate<String> ofScope = scope.filesOf(store);
        return fileId -> !unfinished.contains(fileId) && !deleted.contains(fileId) && ofScope.test(fileId);
    }

    /** Deleted files whose contributions aren't purged completely. */
    private static Set<String> deleted(FileStore store) {
        return store.deleted().remains(Integer.MAX_VALUE).stream()
                .map(PurgeCursor::fileId)
                .collect(Collectors.toSet());
    }

    /** Must be read before the contributions: a file that is completed in between is then counted here. */
    private Map<String, FileState> unfinished(FileStore store) {
        Map<String, FileState> files = new HashMap<>();
        for (DatasetSeriesStore.Unfinished file : store.datasetSeries().unfinished(Integer.MAX_VALUE)) {
            FileState state = store.state(file.fileId());
            if (state != null && state.dataset().equals(dataset) && scope.has(state)) {
                files.put(file.fileId(), state);
            }
        }
        return files;
    }
}
