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
 * Takes deleted files out of the store. What a query finds a file by goes at once, and with it the file's share in sums over
 * files; its series, rejects and contributions go batch by batch, so that no transaction grows with a file. How far that has
 * come is in the store, and reading goes on there: what is taken out is never passed again.
 */
public final class FilePurger {
    /** How many entries of a file make a batch; each series may have a contribution that goes with it. */
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

    /** Deletes a file. It is gone for good once a record without a result was {@linkplain #committed read back}. */
    void remove(FileState state, long freeAfterMs) {
        // Before the file itself goes: who doesn't find it is to find that its deletion isn't committed.
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

    /** Takes out one more batch of some deleted file that has entries left. */
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

    /** Notes that a deletion is committed. */
    void committed(String fileId) {
        Tombstone deletion = deleted.find(fileId);
        if (deletion != null && !deletion.committed()) {
            deleted.update(fileId, new Tombstone(deletion.freeAfterMs(), true));
            files.deleteUnconfirmed(fileId);
        }
    }

    /** Whether an id is still a deleted file's at this time. */
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

    /** Forgets ids that can be used again at this time, a batch of them at most. */
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
