package dev.sluice.aggregator.query;

import dev.sluice.aggregator.delta.SeriesValue;
import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.store.DatasetSeriesStore;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.PurgeCursor;
import dev.sluice.schemas.query.SeriesSum;
import dev.sluice.schemas.query.SeriesSums;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The series of a dataset over all complete files, from the stores of some partitions. A file that is added only in
 * part is read itself, and its contributions are skipped, so that it counts once and as a whole. Remaining
 * contributions of deleted files are skipped too.
 */
final class DatasetSeriesQueries {
    private final List<FileStore> stores;
    private final String dataset;
    private final boolean latestOnly;

    /** @param latestOnly whether only the latest file counts for a series */
    DatasetSeriesQueries(List<FileStore> stores, String dataset, boolean latestOnly) {
        this.stores = stores;
        this.dataset = dataset;
        this.latestOnly = latestOnly;
    }

    /** One series, if any file has it. */
    Optional<SeriesSum> series(String series) {
        DatasetSeriesSum sum = new DatasetSeriesSum(latestOnly);
        for (FileStore store : stores) {
            Map<String, FileState> unfinished = unfinished(store);
            Set<String> deleted = deleted(store);
            for (FileState file : unfinished.values()) {
                SeriesValue value = store.series(file.fileId(), series);
                if (value != null) {
                    sum.add(file.contribution(series, value));
                }
            }
            store.datasetSeries().readSeries(dataset, series, contribution -> {
                if (!unfinished.containsKey(contribution.fileId()) && !deleted.contains(contribution.fileId())) {
                    sum.add(contribution);
                }
                return true;
            });
        }
        return sum.isEmpty() ? Optional.empty() : Optional.of(sum.result());
    }

    /** The first series after {@code after} (or of all), in the order of their UTF-8 bytes. */
    SeriesSums page(@Nullable String after, int limit) {
        DatasetSeriesPage page = new DatasetSeriesPage(latestOnly, limit);
        for (FileStore store : stores) {
            Map<String, FileState> unfinished = unfinished(store);
            Set<String> deleted = deleted(store);
            for (FileState file : unfinished.values()) {
                store.readSeries(file.fileId(), after, (series, value) -> page.add(file.contribution(series, value)));
            }
            store.datasetSeries()
                    .readAll(
                            dataset,
                            after,
                            contribution -> unfinished.containsKey(contribution.fileId())
                                    || deleted.contains(contribution.fileId())
                                    || page.add(contribution));
        }
        return page.result();
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
            if (state != null && state.dataset().equals(dataset)) {
                files.put(file.fileId(), state);
            }
        }
        return files;
    }
}
