package dev.sluice.aggregator.merge;

import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.file.RejectPosition;
import dev.sluice.aggregator.file.RejectsKept;
import dev.sluice.aggregator.store.RejectStore;
import dev.sluice.schemas.message.InvalidRow;

/**
 * Keeps the first so many invalid rows of each file, in whatever order they come. Once that many are there, a later row
 * costs a comparison, and only an earlier one takes the last one's place.
 */
final class RejectKeeper {
    private final RejectStore store;
    private final int limit;

    RejectKeeper(RejectStore store, int limit) {
        this.store = store;
        this.limit = limit;
    }

    /**
     * Keeps a row if it is one of the first.
     *
     * @param state with the row entered already
     */
    void keep(FileState state, InvalidRow row) {
        RejectsKept kept = state.rejectsKept();
        RejectPosition at = RejectPosition.of(row, state.invalidRows());
        RejectPosition last = kept.last();
        long rows = row.tally().rows();
        boolean isLast = last == null || at.compareTo(last) > 0;
        // Once a row was turned away, those behind it are unknown: a limit raised since can't hold for this file.
        if (kept.count() < limit && kept.rows() == state.invalidRows() - rows) {
            store.put(at, row);
            state.rejectsKept(new RejectsKept(kept.count() + 1, kept.rows() + rows, isLast ? at : last));
        } else if (last != null && !isLast) {
            long gone = store.rows(row.fileId(), last);
            store.put(at, row);
            store.delete(row.fileId(), last);
            state.rejectsKept(new RejectsKept(kept.count(), kept.rows() + rows - gone, store.last(row.fileId())));
        }
    }
}
