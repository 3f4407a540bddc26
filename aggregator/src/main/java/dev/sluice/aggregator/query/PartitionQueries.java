package dev.sluice.aggregator.query;

import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.FileStores;
import dev.sluice.aggregator.store.UnreadableEntryException;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.operations.ClientUses;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.FilePosition;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FilesPage;
import dev.sluice.schemas.query.FilesPart;
import dev.sluice.schemas.query.SeriesSum;
import dev.sluice.schemas.query.SeriesSums;
import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Dataset.OverFiles;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists of files and sums over files for some partitions, in the form that merges with those of other partitions.
 * Throws {@link InvalidStateStoreException} if a partition can't be read now.
 */
public final class PartitionQueries {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionQueries.class);

    /** Scanning this many files takes some tens of milliseconds. */
    private static final int MAX_SCANNED = 10_000;

    /** A result is read back after one or two commits. */
    private static final Duration END_WAIT = Duration.ofSeconds(1);

    private final FileStores stores;
    private final Datasets datasets;
    private final FileScope scope;

    /**
     * @param stores the stores by partition
     * @param datasets define what a series over files is
     */
    public PartitionQueries(FileStores stores, Datasets datasets) {
        this(stores, datasets, FileScope.ALL);
    }

    private PartitionQueries(FileStores stores, Datasets datasets, FileScope scope) {
        this.stores = stores;
        this.datasets = datasets;
        this.scope = scope;
    }

    /** The same queries over the files of one client; of all clients if it is null. */
    public PartitionQueries ofClient(@Nullable String client) {
        return new PartitionQueries(stores, datasets, FileScope.of(client));
    }

    /**
     * The files after {@code after} (or all) that are visible and match the filter. Scans at most {@link
     * #MAX_SCANNED} files, so the part may be short.
     */
    public FilesPart files(
            Collection<Integer> partitions,
            FilesPage.Filter filter,
            @Nullable FilePosition after,
            int limit,
            Predicate<FileState> shown) {
        List<FileStore> of = storesOf(partitions);
        List<FilesPart.Entry> files = new ArrayList<>();
        FilePosition end = after;
        for (int lookedAt = 0; lookedAt < MAX_SCANNED && files.size() < limit; lookedAt += limit) {
            SortedMap<FilePosition, FileStore> newest = newestFirst(of, end, limit + 1);
            for (Map.Entry<FilePosition, FileStore> file :
                    newest.entrySet().stream().limit(limit).toList()) {
                if (files.size() == limit) {
                    return new FilesPart(files, end);
                }
                end = file.getKey();
                FileState state = settled(file.getValue(), end.fileId(), shown);
                if (state != null && scope.has(state) && shown.test(state)) {
                    FileSummary summary = state.summary();
                    if (filter.accepts(summary)) {
                        files.add(new FilesPart.Entry(end.createdMs(), summary));
                    }
                }
            }
            if (newest.size() <= limit) {
                return new FilesPart(files, null);
            }
        }
        return new FilesPart(files, end);
    }

    /**
     * The file's state, once its end is committed. After a failover the new owner has to read back the result that the
     * previous owner had read: until then a file must not be shown as processing that was shown as ended.
     */
    private static @Nullable FileState settled(FileStore store, String fileId, Predicate<FileState> shown) {
        Predicate<@Nullable FileState> completing =
                state -> state != null && state.phase() == FileState.Phase.COMPLETING && shown.test(state);
        FileState state =
                new Backoff(END_WAIT).<@Nullable FileState>until(() -> readable(store, fileId), completing.negate());
        if (completing.test(state)) {
            throw new InvalidStateStoreException("the end of file " + fileId + " is not committed yet");
        }
        return state;
    }

    /** One unreadable file must not make the list of all others unavailable. */
    private static @Nullable FileState readable(FileStore store, String fileId) {
        try {
            return store.state(fileId);
        } catch (UnreadableEntryException e) {
            FileIds.logged(LOG.atError().setCause(e), fileId).log("The list of files doesn't include {}", fileId);
            return null;
        }
    }

    private SortedMap<FilePosition, FileStore> newestFirst(
            List<FileStore> stores, @Nullable FilePosition after, int limit) {
        FileStore.Listed last = after == null ? null : new FileStore.Listed(after.createdMs(), after.fileId());
        SortedMap<FilePosition, FileStore> newest = new TreeMap<>();
        for (FileStore store : stores) {
            for (FileStore.Listed listed : scope.newestFirst(store, last, limit)) {
                newest.put(new FilePosition(listed.createdMs(), listed.fileId()), store);
            }
        }
        return newest;
    }

    public Optional<SeriesSum> series(Collection<Integer> partitions, String dataset, String series) {
        return overFiles(partitions, dataset).series(series);
    }

    public SeriesSums allSeries(Collection<Integer> partitions, String dataset, @Nullable String after, int limit) {
        return overFiles(partitions, dataset).page(after, limit);
    }

    public SeriesWindows.Sums windows(
            Collection<Integer> partitions,
            String dataset,
            SeriesWindows.Filter filter,
            SeriesWindows.@Nullable Key after,
            int limit) {
        return overFiles(partitions, dataset).windows(filter, after, limit);
    }

    public DatasetTotals totals(Collection<Integer> partitions, String dataset) {
        return storesOf(partitions).stream()
                .map(store -> scope.totals(store, dataset))
                .reduce(DatasetTotals.NONE, DatasetTotals::plus);
    }

    /** What clients have stored in these partitions before a time. */
    public ClientUses clientUses(Collection<Integer> partitions, Instant now) {
        ClientUseScan scan = new ClientUseScan(now);
        List<FileStore> of = storesOf(partitions);
        of.forEach(store -> scan.read(store, of.size()));
        return scan.result();
    }

    private DatasetSeriesQueries overFiles(Collection<Integer> partitions, String dataset) {
        boolean latestOnly = datasets.find(dataset)
                .map(Dataset::overFiles)
                .filter(OverFiles.LATEST::equals)
                .isPresent();
        return new DatasetSeriesQueries(storesOf(partitions), dataset, latestOnly, scope);
    }

    private List<FileStore> storesOf(Collection<Integer> partitions) {
        return partitions.stream().map(stores::of).toList();
    }
}
