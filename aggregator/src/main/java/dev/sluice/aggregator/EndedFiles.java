package dev.sluice.aggregator;

import dev.sluice.schemas.FileIds;
import dev.sluice.schemas.dataset.Datasets;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FilePosition;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FilesPage;
import dev.sluice.schemas.query.FilesPart;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.SeriesPage;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Answers from any copy that this instance has of a partition, however old it is, about files whose end it has seen: nothing
 * of these changes any more, and whoever has the end has all before it. Of all others it can't tell, so nothing is missing here.
 */
final class EndedFiles {
    private final FileStores copies;
    private final PartQueries parts;
    private final int partitions;

    /**
     * @param copies active, standby and restoring stores by partition
     * @param datasets which say what a series over files is
     * @param partitions of all topics keyed by file
     */
    EndedFiles(FileStores copies, Datasets datasets, int partitions) {
        this.copies = copies;
        this.parts = new PartQueries(copies, datasets);
        this.partitions = partitions;
    }

    Answer<FileSummary> file(String fileId) {
        return ended(fileId, (store, state) -> state.summary());
    }

    Answer<SeriesPage> series(String fileId, @Nullable String after, int limit) {
        return ended(fileId, (store, state) -> FilePages.series(store, state, after, limit));
    }

    Answer<RejectsPage> rejects(String fileId, RejectsPage.Filter filter, @Nullable String cursor, int limit) {
        RejectPosition after = cursor == null ? null : RejectsCursor.parse(cursor);
        return ended(fileId, (store, state) -> FilePages.rejects(store, state, filter, after, limit));
    }

    /** The files of some partitions that have ended, as far as the copies here know. */
    FilesPart files(Collection<Integer> of, FilesPage.Filter filter, @Nullable FilePosition after, int limit) {
        return parts.files(of, filter, after, limit, state -> state.phase() == FileState.Phase.ENDED);
    }

    private <T> Answer<T> ended(String fileId, StoreQueries.Reader<T> reader) {
        return StoreQueries.answer(() -> {
            FileStore store = copies.of(FileIds.partition(fileId, partitions));
            FileState state = store.state(fileId);
            if (state == null || state.phase() != FileState.Phase.ENDED) {
                return new Answer.Unavailable<>(
                        "the copy of this file's partition has not seen its end", StoreQueries.RETRY_AFTER);
            }
            T read = reader.read(store, state);
            // Of a file that is being deleted the state goes first: while it is there, all that was read is whole.
            return store.isKnown(fileId)
                    ? new Answer.Found<>(read)
                    : new Answer.Unavailable<>("this file is being deleted", StoreQueries.RETRY_AFTER);
        });
    }
}
