package dev.sluice.aggregator.query;

import dev.sluice.aggregator.broker.BrokerEndOffsets;
import dev.sluice.aggregator.broker.DeletionLog;
import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.file.RejectPosition;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.FileStores;
import dev.sluice.aggregator.store.Tombstone;
import dev.sluice.aggregator.store.UnreadableEntryException;
import dev.sluice.schemas.message.FileDeletion.FileDeleted;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.operations.ClientUses;
import dev.sluice.schemas.operations.OperationsQueries;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.FilePosition;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FilesPage;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.SeriesOverFiles;
import dev.sluice.schemas.query.SeriesPage;
import dev.sluice.schemas.query.SeriesProfile;
import dev.sluice.schemas.query.SeriesSum;
import dev.sluice.schemas.query.SeriesSums;
import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/** Answers queries from the active stores of this instance; queries over all files only if it owns all partitions. */
public final class StoreQueries implements FileQueries, OperationsQueries {
    public static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final FileStores stores;
    private final EventOffsets eventOffsets;
    private final PartitionQueries parts;
    private final int partitions;
    private final DeletionLog deletions;
    private final Duration answerTimeout;
    private final Backoff await;
    private final FileScope scope;

    /**
     * @param stores the stores by partition
     * @param eventOffsets the end offsets and merged offsets of the event topics
     * @param datasets define what a series over files is
     * @param partitions the number of partitions of each topic keyed by file
     * @param deletions the log that deletions are written to
     * @param answerTimeout how long to wait for a pending commit or for lagging events
     */
    public StoreQueries(
            FileStores stores,
            EventOffsets eventOffsets,
            Datasets datasets,
            int partitions,
            DeletionLog deletions,
            Duration answerTimeout) {
        this(
                stores,
                eventOffsets,
                new PartitionQueries(stores, datasets),
                partitions,
                deletions,
                answerTimeout,
                FileScope.ALL);
    }

    private StoreQueries(
            FileStores stores,
            EventOffsets eventOffsets,
            PartitionQueries parts,
            int partitions,
            DeletionLog deletions,
            Duration answerTimeout,
            FileScope scope) {
        this.stores = stores;
        this.eventOffsets = eventOffsets;
        this.parts = parts;
        this.partitions = partitions;
        this.deletions = deletions;
        this.answerTimeout = answerTimeout;
        this.await = new Backoff(answerTimeout);
        this.scope = scope;
    }

    @Override
    public FileQueries ofClient(String client) {
        return new StoreQueries(
                stores,
                eventOffsets,
                parts.ofClient(client),
                partitions,
                deletions,
                answerTimeout,
                FileScope.of(client));
    }

    @Override
    public Answer<FileSummary> file(String fileId) {
        return whenKnown(fileId, (store, state) -> state.summary());
    }

    @Override
    public Answer<SeriesPage> series(String fileId, @Nullable String after, int limit) {
        return whenKnown(fileId, (store, state) -> FilePages.series(store, state, after, limit));
    }

    @Override
    public Answer<SeriesProfile.Page> profiles(String fileId, @Nullable String after, int limit) {
        return whenKnown(fileId, (store, state) -> FilePages.profiles(store, state, after, limit));
    }

    @Override
    public Answer<SeriesProfile.Single> profile(String fileId, String series) {
        return whenKnown(fileId, (store, state) -> FilePages.profile(store, state, series));
    }

    @Override
    public Answer<SeriesWindows> windows(
            String fileId, SeriesWindows.Filter filter, SeriesWindows.@Nullable Key after, int limit) {
        return whenKnown(fileId, (store, state) -> FilePages.windows(store, state, filter, after, limit));
    }

    @Override
    public Answer<RejectsPage> rejects(String fileId, RejectsPage.Filter filter, @Nullable String cursor, int limit) {
        RejectPosition after = cursor == null ? null : RejectsCursor.parse(cursor);
        return whenKnown(fileId, (store, state) -> FilePages.rejects(store, state, filter, after, limit));
    }

    @Override
    public Answer<SeriesOverFiles> seriesOverFiles(String dataset, String series) {
        return answer(() -> parts.series(all(), dataset, series)
                .map(SeriesSum::result)
                .<Answer<SeriesOverFiles>>map(Answer.Found::new)
                .orElseGet(Answer.Missing::new));
    }

    @Override
    public Answer<SeriesOverFiles.Page> allSeriesOverFiles(String dataset, @Nullable String after, int limit) {
        return answer(() ->
                new Answer.Found<>(SeriesSums.page(List.of(parts.allSeries(all(), dataset, after, limit)), limit)));
    }

    @Override
    public Answer<SeriesWindows.OverFiles> windowsOverFiles(
            String dataset, SeriesWindows.Filter filter, SeriesWindows.@Nullable Key after, int limit) {
        return answer(() -> new Answer.Found<>(SeriesWindows.OverFiles.of(
                filter.onlySeries(), List.of(parts.windows(all(), dataset, filter, after, limit)), limit)));
    }

    @Override
    public Answer<DatasetTotals> totals(String dataset) {
        return answer(() -> new Answer.Found<>(parts.totals(all(), dataset)));
    }

    @Override
    public Answer<ClientUses> clientUses(Instant now) {
        return answer(() -> new Answer.Found<>(parts.clientUses(all(), now)));
    }

    @Override
    public Answer<FilesPage> files(FilesPage.Filter filter, @Nullable String cursor, int limit) {
        FilePosition after = cursor == null ? null : FilePosition.parse(cursor);
        return answer(() ->
                new Answer.Found<>(FilesPage.of(parts.files(all(), filter, after, limit, state -> true), List.of())));
    }

    private List<Integer> all() {
        return IntStream.range(0, partitions).boxed().toList();
    }

    @Override
    public Answer<FileSummary> delete(String fileId) {
        return answer(() -> {
            FileStore store = storeOf(fileId);
            if (scope.state(store, fileId) == null && !caughtUp(fileId)) {
                return notRead();
            }
            FileState state = scope.state(store, fileId);
            if (scope.excludes(store, fileId)) {
                return new Answer.Missing<>();
            }
            if (state == null) {
                return await.until(() -> isGone(store, fileId), gone -> gone) ? new Answer.Missing<>() : notCommitted();
            }
            long start = System.nanoTime();
            deletions.write(new FileDeleted(fileId), answerTimeout);
            Duration left = answerTimeout.minusNanos(System.nanoTime() - start);
            boolean gone = new Backoff(left).until(() -> isGone(store, fileId), done -> done);
            return gone ? new Answer.Found<>(state.summary()) : notCommitted();
        });
    }

    /** Whether the file is deleted, and no crash can restore it. */
    private static boolean isGone(FileStore store, String fileId) {
        if (store.isKnown(fileId)) {
            return false;
        }
        Tombstone deletion = store.deleted().find(fileId);
        return deletion == null || deletion.committed();
    }

    interface Reader<T> {
        T read(FileStore store, FileState state);
    }

    /**
     * Reads a known file. An unknown file is reported as missing only once every event written before the query is
     * merged; a file whose end or deletion isn't committed yet is waited for.
     */
    private <T> Answer<T> whenKnown(String fileId, Reader<T> reader) {
        return answer(() -> {
            FileStore store = storeOf(fileId);
            if (scope.state(store, fileId) == null && !caughtUp(fileId)) {
                return notRead();
            }
            FileState state = await.until(
                    () -> scope.state(store, fileId),
                    found -> found == null ? isMissing(store, fileId) : found.phase() != FileState.Phase.COMPLETING);
            if (state == null) {
                return missing(store, fileId);
            }
            if (state.phase() == FileState.Phase.COMPLETING) {
                return new Answer.Unavailable<>("the end of this file is not committed yet", RETRY_AFTER);
            }
            T read = reader.read(store, state);
            // A file's state is deleted before its other entries: while it exists, everything read before is complete.
            return store.isKnown(fileId) ? new Answer.Found<>(read) : missing(store, fileId);
        });
    }

    /** Whether there is no such file in the scope, provided that all events that may concern it are merged. */
    private boolean isMissing(FileStore store, String fileId) {
        return scope.excludes(store, fileId) || isGone(store, fileId);
    }

    private <T> Answer<T> missing(FileStore store, String fileId) {
        return isMissing(store, fileId) ? new Answer.Missing<>() : notCommitted();
    }

    private static <T> Answer<T> notRead() {
        return new Answer.Unavailable<>("the events that may concern this file are not read yet", RETRY_AFTER);
    }

    private static <T> Answer<T> notCommitted() {
        return new Answer.Unavailable<>("the deletion of this file is not committed yet", RETRY_AFTER);
    }

    /** Waits until all current events of the file's partition are merged, or the timeout ends. */
    private boolean caughtUp(String fileId) {
        Map<TopicPartition, Long> ends = eventOffsets.ends(FileIds.partition(fileId, partitions));
        return await.until(() -> eventOffsets.areMerged(ends), merged -> merged);
    }

    private FileStore storeOf(String fileId) {
        return stores.of(FileIds.partition(fileId, partitions));
    }

    /** Every reason for which a store can't answer (starting, restoring, moved, closed) is temporary. */
    static <T> Answer<T> answer(Supplier<Answer<T>> question) {
        try {
            return question.get();
        } catch (InvalidStateStoreException
                | UnreadableEntryException
                | BrokerEndOffsets.UnknownException
                | DeletionLog.UnacknowledgedException e) {
            return new Answer.Unavailable<>(String.valueOf(e.getMessage()), RETRY_AFTER);
        }
    }
}
