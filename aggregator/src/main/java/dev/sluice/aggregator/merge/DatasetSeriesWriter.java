package dev.sluice.aggregator.merge;

import dev.sluice.aggregator.file.Contribution;
import dev.sluice.aggregator.file.FileCompletion;
import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.store.DatasetSeriesStore;
import dev.sluice.aggregator.store.DatasetSeriesStore.Unfinished;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.UnreadableEntryException;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds ended files to the totals of their datasets, and complete ones to the series over files: a first batch of their
 * series immediately, the rest batch by batch, so that the size of a transaction doesn't grow with the file. The
 * progress is in the store; until all series are added, queries read the file itself.
 */
public final class DatasetSeriesWriter {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetSeriesWriter.class);

    /** The number of series in a batch. */
    public static final int BATCH = 500;

    private final FileStore files;
    private final DatasetSeriesStore store;
    private final int batch;

    public DatasetSeriesWriter(FileStore files, int batch) {
        this.files = files;
        this.store = files.datasetSeries();
        this.batch = batch;
    }

    /** Adds a file whose end is committed. Must be called before that end is published, as queries rely on it. */
    void enter(FileState state) {
        FileSummary summary = state.finalSummary();
        store.putTotals(summary.dataset(), store.totals(summary.dataset()).plus(FileCompletion.totals(summary)));
        if (summary.status() != FileStatus.FAILED) {
            enter(state, null);
        }
    }

    /** Removes an ended file from the totals, and stops adding its series. */
    void leave(FileState state) {
        FileSummary summary = state.finalSummary();
        store.putTotals(summary.dataset(), store.totals(summary.dataset()).minus(FileCompletion.totals(summary)));
        store.deleteUnfinished(state.fileId());
    }

    /** Adds one more batch of a file that isn't added completely. */
    void enterMore() {
        for (Unfinished next : store.unfinished(1)) {
            try {
                enter(Objects.requireNonNull(files.state(next.fileId()), next.fileId()), next.lastSeries());
            } catch (UnreadableEntryException e) {
                FileIds.logged(LOG.atError().setCause(e), next.fileId())
                        .log("The series over files include only a part of {}", next.fileId());
                store.deleteUnfinished(next.fileId());
            }
        }
    }

    private void enter(FileState state, @Nullable String after) {
        Batch entered = new Batch();
        files.series().read(state.fileId(), after, (name, series) -> {
            if (entered.contributions.size() == batch) {
                store.putUnfinished(new Unfinished(state.fileId(), entered.last));
                entered.more = true;
                return false;
            }
            entered.contributions.add(state.contribution(name, series.statistics()));
            entered.last = name;
            return true;
        });
        store.put(state.dataset(), entered.contributions);
        if (after != null && !entered.more) {
            store.deleteUnfinished(state.fileId());
        }
    }

    private static final class Batch {
        private final List<Contribution> contributions = new ArrayList<>();
        private String last = "";
        private boolean more;
    }
}
