package dev.sluice.aggregator.query;

import dev.sluice.aggregator.broker.DeletionEnds;
import dev.sluice.aggregator.broker.PartitionEnd;
import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.file.RejectPosition;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.FileStores;
import dev.sluice.runtime.streams.ConsumedOffset;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FilePosition;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FilesPage;
import dev.sluice.schemas.query.FilesPart;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.SeriesPage;
import dev.sluice.schemas.query.SeriesProfile;
import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Answers queries for ended files from any store of a partition on this instance: active, standby or restoring. An
 * ended file can change only by its deletion. So a store is used only if it has merged every deletion that was written
 * before the query arrived; the brokers tell how many there are, and if they don't answer, the query is unavailable.
 * About other files such a store has no reliable information, so it never answers "unknown".
 */
public final class StandbyQueries {
    private final FileStores copies;
    private final DeletionEnds deletions;
    private final String deletionTopic;
    private final PartitionQueries parts;
    private final int partitions;
    private final FileScope scope;

    /**
     * @param copies active, standby and restoring stores by partition
     * @param deletions the end offsets of {@code file-deletions}
     * @param deletionTopic its name
     * @param datasets define what a series over files is
     * @param partitions the number of partitions of each topic keyed by file
     */
    public StandbyQueries(
            FileStores copies, DeletionEnds deletions, String deletionTopic, Datasets datasets, int partitions) {
        this(copies, deletions, deletionTopic, new PartitionQueries(copies, datasets), partitions, FileScope.ALL);
    }

    private StandbyQueries(
            FileStores copies,
            DeletionEnds deletions,
            String deletionTopic,
            PartitionQueries parts,
            int partitions,
            FileScope scope) {
        this.copies = copies;
        this.deletions = deletions;
        this.deletionTopic = deletionTopic;
        this.parts = parts;
        this.partitions = partitions;
        this.scope = scope;
    }

    /** The same queries over the files of one client; of all clients if it is null. */
    public StandbyQueries ofClient(@Nullable String client) {
        return new StandbyQueries(
                copies, deletions, deletionTopic, parts.ofClient(client), partitions, FileScope.of(client));
    }

    public Answer<FileSummary> file(String fileId) {
        return ended(fileId, (store, state) -> state.summary());
    }

    public Answer<SeriesPage> series(String fileId, @Nullable String after, int limit) {
        return ended(fileId, (store, state) -> FilePages.series(store, state, after, limit));
    }

    public Answer<SeriesProfile.Page> profiles(String fileId, @Nullable String after, int limit) {
        return ended(fileId, (store, state) -> FilePages.profiles(store, state, after, limit));
    }

    public Answer<SeriesProfile.Single> profile(String fileId, String series) {
        return ended(fileId, (store, state) -> FilePages.profile(store, state, series));
    }

    public Answer<SeriesWindows> windows(
            String fileId, SeriesWindows.Filter filter, SeriesWindows.@Nullable Key after, int limit) {
        return ended(fileId, (store, state) -> FilePages.windows(store, state, filter, after, limit));
    }

    public Answer<RejectsPage> rejects(String fileId, RejectsPage.Filter filter, @Nullable String cursor, int limit) {
        RejectPosition after = cursor == null ? null : RejectsCursor.parse(cursor);
        return ended(fileId, (store, state) -> FilePages.rejects(store, state, filter, after, limit));
    }

    /** The ended files of some partitions that the stores of this instance have. */
    public Answer<FilesPart> files(
            Collection<Integer> of, FilesPage.Filter filter, @Nullable FilePosition after, int limit) {
        return StoreQueries.answer(() -> {
            Map<Integer, PartitionEnd> ends = deletions.of(of);
            ends.forEach(this::requireAllDeletions);
            FilesPart part = parts.files(of, filter, after, limit, state -> state.phase() == FileState.Phase.ENDED);
            ends.forEach(this::requireAllDeletions);
            return new Answer.Found<>(part);
        });
    }

    private <T> Answer<T> ended(String fileId, StoreQueries.Reader<T> reader) {
        return StoreQueries.answer(() -> {
            int partition = FileIds.partition(fileId, partitions);
            FileStore store = copies.of(partition);
            Map<Integer, PartitionEnd> ends = deletions.of(List.of(partition));
            ends.forEach(this::requireAllDeletions);
            FileState state = scope.state(store, fileId);
            if (state == null || state.phase() != FileState.Phase.ENDED) {
                return new Answer.Unavailable<>(
                        "the standby has not seen the end of this file", StoreQueries.RETRY_AFTER);
            }
            T read = reader.read(store, state);
            // The state of a deleted file is deleted first: while it exists, everything read before is complete.
            if (!store.isKnown(fileId)) {
                return new Answer.Unavailable<>("this file is being deleted", StoreQueries.RETRY_AFTER);
            }
            // Checked again: the store may have been wiped in between, and be restoring from the beginning.
            ends.forEach(this::requireAllDeletions);
            return new Answer.Found<>(read);
        });
    }

    private void requireAllDeletions(int partition, PartitionEnd end) {
        ConsumedOffset merged = copies.of(partition).positions().of(deletionTopic);
        if (!end.isReachedBy(merged)) {
            throw new InvalidStateStoreException(
                    "the standby of partition " + partition + " may lack deletions: it has those of " + deletionTopic
                            + " before offset " + merged.next() + ", and the topic ends at offset " + end.offset());
        }
    }
}
