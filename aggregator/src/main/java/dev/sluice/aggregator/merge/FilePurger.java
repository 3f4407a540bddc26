package dev.sluice.aggregator.merge;

import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.store.DatasetSeriesStore;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.PurgeCursor;
import dev.sluice.aggregator.store.Tombstone;
import dev.sluice.aggregator.store.TombstoneStore;
import dev.sluice.schemas.query.FileStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Deletes files from the store. The entries by which queries find a file are deleted at once, and so is its share in
 * the totals; its series, rejects and contributions are deleted batch by batch, so that the size of a transaction
 * doesn't grow with the file. A cursor in the store keeps the progress, so deleted entries are never scanned again.
 */
public final class FilePurger {
    /** The number of a file's entries in a batch; each series may have a contribution that is deleted with it. */
    public static final int BATCH = 500;

    private final FileStore files;
    private final TombstoneStore deleted;
    private final DatasetSeriesStore datasetSeries;
    private final DatasetSeriesWriter writer;
    private final int batch;

    public FilePurger(FileStore files, DatasetSeriesWriter writer, int batch) {
        this.files = files;
        this.deleted = files.deleted();
        this.datasetSeries = files.datasetSeries();
        this.writer = writer;
        this.batch = batch;
    }

    /** Deletes a file. The deletion is final once the tombstone of its result was {@linkplain #committed read back}. */
    void remove(FileState state, long freeAfterMs) {
        // Written before the file's state is deleted: a query that doesn't find the file must see that its deletion
        // isn't committed.
        deleted.put(state.fileId(), new Tombstone(freeAfterMs, false));
        files.putUnconfirmed(state.fileId());
        files.delete(state);
        boolean ended = state.phase() == FileState.Phase.ENDED;
        if (ended) {
            writer.leave(state);
        }
        boolean contributed = ended && state.finalSummary().status() != FileStatus.FAILED;
        removeBatch(new PurgeCursor(state.fileId(), state.dataset(), state.arrival(), contributed, new byte[0]), null);
    }

    /** Deletes one more batch of a deleted file's entries. */
    void removeMore() {
        for (PurgeCursor file : deleted.remains(1)) {
            removeBatch(file, file.last());
        }
    }

    private void removeBatch(PurgeCursor file, byte @Nullable [] after) {
        byte[] last = files.deleteEntries(file.fileId(), after, batch, series -> {
            if (file.contributed()) {
                datasetSeries.delete(file.dataset(), series, file.arrival(), file.fileId());
            }
        });
        if (last != null) {
            deleted.putRemains(file.after(last));
        } else if (after != null) {
            deleted.deleteRemains(file.fileId());
        }
    }

    /** Marks a deletion as committed. */
    void committed(String fileId) {
        Tombstone deletion = deleted.find(fileId);
        if (deletion != null && !deletion.committed()) {
            deleted.update(fileId, new Tombstone(deletion.freeAfterMs(), true));
            files.deleteUnconfirmed(fileId);
        }
    }

    /** Whether an id is still reserved for a deleted file at this time. */
    boolean isTaken(String fileId, long atMs) {
        Tombstone deletion = deleted.find(fileId);
        if (deletion == null) {
            return false;
        }
        boolean taken = !isFree(fileId, deletion, atMs);
        if (!taken) {
            deleted.delete(fileId, deletion);
        }
        return taken;
    }

    /** Releases ids whose reservation is over at this time, at most a batch of them. */
    void forget(long nowMs) {
        for (String fileId : deleted.freeBefore(nowMs, batch)) {
            Tombstone deletion = Objects.requireNonNull(deleted.find(fileId), fileId);
            if (isFree(fileId, deletion, nowMs)) {
                deleted.delete(fileId, deletion);
            }
        }
    }

    private boolean isFree(String fileId, Tombstone deletion, long atMs) {
        return atMs > deletion.freeAfterMs() && deletion.committed() && !deleted.hasRemains(fileId);
    }
}
