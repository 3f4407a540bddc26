package dev.sluice.aggregator.merge;

import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.file.RejectPosition;
import dev.sluice.aggregator.file.RejectsKept;
import dev.sluice.aggregator.store.RejectStore;
import dev.sluice.schemas.message.InvalidRow;

/**
 * Keeps the first invalid rows of each file, in whatever order they arrive. Once the limit is reached, a later row
 * costs one comparison, and an earlier one replaces the last.
 */
final class RejectKeeper {
    private final RejectStore store;
    private final int limit;

    RejectKeeper(RejectStore store, int limit) {
        this.store = store;
        this.limit = limit;
    }

    /**
     * Keeps a row if it is among the first.
     *
     * @param state of the file, with the row already counted
     */
    void keep(FileState state, InvalidRow row) {
        RejectsKept kept = state.rejectsKept();
        RejectPosition at = RejectPosition.of(row, state.invalidRows());
        RejectPosition last = kept.last();
        long rows = row.tally().rows();
        boolean isLast = last == null || at.compareTo(last) > 0;
        // Once a row was dropped, its successors are unknown: a limit that is raised later doesn't apply to this file.
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
