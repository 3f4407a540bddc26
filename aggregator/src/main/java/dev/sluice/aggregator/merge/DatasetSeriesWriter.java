package dev.sluice.aggregator.merge;

import dev.sluice.aggregator.file.Contribution;
import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.store.DatasetSeriesStore;
import dev.sluice.aggregator.store.DatasetSeriesStore.Unfinished;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.UnreadableEntryException;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enters ended files in the totals of their datasets, and complete ones in the series over files: a first batch of their
 * series at once, the rest batch by batch, so that no transaction grows with a file. How far that has come is in the
 * store; until it is done, queries read the file itself.
 */
public final class DatasetSeriesWriter {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetSeriesWriter.class);

    /** How many series make a batch. */
    public static final int BATCH = 500;

    private final FileStore files;
    private final DatasetSeriesStore store;
    private final int batch;

    public DatasetSeriesWriter(FileStore files, int batch) {
        this.files = files;
        this.store = files.datasetSeries();
        this.batch = batch;
    }

    /** Enters a file whose end is certain. Has to come before that end is shown, for then queries count on it. */
    void enter(FileState state) {
        FileSummary summary = state.finalSummary();
        store.putTotals(summary.dataset(), store.totals(summary.dataset()).plus(totals(summary)));
        if (summary.status() != FileStatus.FAILED) {
            enter(state, null);
        }
    }

    /** Takes an ended file out of the totals, and enters no more of its series. */
    void leave(FileState state) {
        FileSummary summary = state.finalSummary();
        store.putTotals(summary.dataset(), store.totals(summary.dataset()).minus(totals(summary)));
        store.deleteUnfinished(state.fileId());
    }

    /** Enters one more batch of some file that isn't entered to its end. */
    void enterMore() {
        for (Unfinished next : store.unfinished(1)) {
            try {
                enter(Objects.requireNonNull(files.state(next.fileId()), next.fileId()), next.lastSeries());
            } catch (UnreadableEntryException e) {
                FileIds.logged(LOG.atError().setCause(e), next.fileId())
                        .log("The series over files lack what is left of {}", next.fileId());
                store.deleteUnfinished(next.fileId());
            }
        }
    }

    private void enter(FileState state, @Nullable String after) {
        Batch entered = new Batch();
        files.readSeries(state.fileId(), after, (name, value) -> {
            if (entered.contributions.size() == batch) {
                store.putUnfinished(new Unfinished(state.fileId(), entered.last));
                entered.more = true;
                return false;
            }
            entered.contributions.add(state.contribution(name, value));
            entered.last = name;
            return true;
        });
        store.put(state.dataset(), entered.contributions);
        if (after != null && !entered.more) {
            store.deleteUnfinished(state.fileId());
        }
    }

    private static DatasetTotals totals(FileSummary summary) {
        boolean failed = summary.status() == FileStatus.FAILED;
        boolean faulty = summary.reason() != null && !summary.reason().code().equals(FileState.NO_VALID_ROW);
        return new DatasetTotals(
                1, failed ? 1 : 0, summary.validRows(), summary.invalidRows(), failed && faulty ? 1 : 0);
    }

    private static final class Batch {
        private final List<Contribution> contributions = new ArrayList<>();
        private String last = "";
        private boolean more;
    }
}
