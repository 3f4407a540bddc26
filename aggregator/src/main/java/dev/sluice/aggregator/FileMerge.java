package dev.sluice.aggregator;

import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.FileEvent.FileAborted;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.FileEvent.FileOverdue;
import dev.sluice.schemas.message.FileEvent.FileProgress;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.stats.SeriesStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Merges what comes of files into the store, in any order, and pronounces each file's end once. Each method returns the
 * result to publish, if what it was given ends the file.
 */
final class FileMerge {
    private final FileStore store;
    private final AggregatorMetrics metrics;

    FileMerge(FileStore store, AggregatorMetrics metrics) {
        this.store = store;
        this.metrics = metrics;
    }

    Optional<FileResult> deltas(String fileId, List<Delta> deltas, long atMs) {
        return update(fileId, atMs, state -> {
            for (Delta delta : deltas) {
                if (state.counted(delta.origin(), delta.tally())) {
                    merge(state, delta);
                } else {
                    metrics.straysDropped(delta.tally().rows());
                }
            }
        });
    }

    Optional<FileResult> invalidRow(InvalidRow row, long atMs) {
        return update(row.fileId(), atMs, state -> {
            if (!state.rejected(row)) {
                metrics.straysDropped(1);
            }
        });
    }

    Optional<FileResult> chunkSplit(ChunkSplit split, long atMs) {
        return update(split.fileId(), atMs, state -> state.split(split));
    }

    Optional<FileResult> fileEvent(FileEvent event, long atMs) {
        if (event instanceof FileOverdue && store.state(event.fileId()) == null) {
            return Optional.empty();
        }
        return update(event.fileId(), atMs, state -> {
            // A pattern switch over the sealed type needs a newer Java.
            if (event instanceof FileOpened opened) {
                state.opened(opened, atMs);
            } else if (event instanceof FileProgress progress) {
                state.progressed(progress, atMs);
            } else if (event instanceof FileClosed closed) {
                state.closed(closed, atMs);
            } else if (event instanceof FileAborted aborted) {
                state.aborted(aborted);
            } else if (event instanceof FileOverdue) {
                state.overdue(atMs);
            }
        });
    }

    /** The file's result was read back from {@code file-results}, which proves that it is committed. */
    void resultCommitted(String fileId) {
        FileState state = store.state(fileId);
        if (state != null && state.phase() == FileState.Phase.COMPLETING) {
            state.seal();
            store.put(state);
            metrics.fileEnded(state.finalSummary());
        }
    }

    private Optional<FileResult> update(String fileId, long atMs, Consumer<FileState> change) {
        FileState found = store.state(fileId);
        FileState state = found == null ? new FileState(fileId, atMs) : found;
        if (state.phase() != FileState.Phase.OPEN) {
            metrics.lateDropped();
            return Optional.empty();
        }
        boolean wasUploading = state.uploading();
        change.accept(state);
        Optional<FileStatus> verdict = state.verdict();
        verdict.ifPresent(status -> state.end(status, atMs));
        store.put(state);
        if (found == null) {
            store.list(state);
        }
        if (state.uploading() != wasUploading) {
            store.listUploading(state);
        }
        return verdict.map(status -> FileResults.of(state, store));
    }

    private void merge(FileState state, Delta delta) {
        SeriesStatistics merged = store.series(state.fileId(), delta.series());
        if (merged == null) {
            merged = new SeriesStatistics();
            state.seriesAdded();
        }
        merged.merge(delta.statistics());
        store.putSeries(state.fileId(), delta.series(), merged);
    }
}
