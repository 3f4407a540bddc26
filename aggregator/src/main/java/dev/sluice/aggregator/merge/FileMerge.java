package dev.sluice.aggregator.merge;

import dev.sluice.aggregator.delta.Delta;
import dev.sluice.aggregator.delta.SeriesValue;
import dev.sluice.aggregator.file.CsvFormat;
import dev.sluice.aggregator.file.FileCompletion;
import dev.sluice.aggregator.file.FileEvents;
import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.aggregator.settings.FileLimits;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.SeriesStore;
import dev.sluice.aggregator.store.StoredSeries;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileDeletion.FileDeleted;
import dev.sluice.schemas.message.FileDeletion.FileExpired;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.FileEvent.FileOverdue;
import dev.sluice.schemas.message.FileEvent.FileStored;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.StreamEvent;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.tabular.row.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies events, deltas and rejected rows to the stored state of a file, in any order, and decides its outcome exactly
 * once. Each method returns the result to publish, if its argument ends the file. {@link CommittedResults} then
 * publishes that end.
 */
public final class FileMerge {
    private static final Logger LOG = LoggerFactory.getLogger(FileMerge.class);

    /** The minimum time between the first and the last {@link FileExpired} event of a file without an end. */
    static final Duration PATIENCE = Duration.ofHours(1);

    private final FileStore store;
    private final SeriesStore allSeries;
    private final RejectKeeper rejects;
    private final FilePurger purger;
    private final NewSeriesFilter known = new NewSeriesFilter();
    private final FileLimits limits;
    private final AggregatorMetrics metrics;

    public FileMerge(FileStore store, FilePurger purger, FileLimits limits, AggregatorMetrics metrics) {
        this.store = store;
        this.allSeries = store.series();
        this.rejects = new RejectKeeper(store.rejects(), limits.rejects());
        this.purger = purger;
        this.limits = limits;
        this.metrics = metrics;
    }

    public Optional<FileResult> deltas(String fileId, List<Delta> deltas, long atMs) {
        return update(fileId, atMs, state -> {
            // In their order, as the first series are kept.
            Map<String, SeriesValue> values = new LinkedHashMap<>();
            List<Delta> counted = new ArrayList<>();
            WindowMerge windows = new WindowMerge();
            FileEvents events = new FileEvents(state);
            for (Delta delta : deltas) {
                if (!events.counted(delta)) {
                    metrics.straysDropped(delta.tally().rows());
                } else if (!delta.value().isEmpty()) {
                    counted.add(delta);
                    // Before the value is merged, which modifies it.
                    windows.add(delta);
                    values.merge(delta.series(), delta.value(), (earlier, later) -> earlier.withKnownDetails()
                            .plus(later));
                }
            }
            boolean detailed = deltas.stream().allMatch(Delta::detailed);
            Set<String> beyond = merge(state, values, counted, detailed);
            windows.writeTo(store.windows(), state, beyond, limits.windows());
        });
    }

    public Optional<FileResult> invalidRow(InvalidRow row, long atMs) {
        return update(row.fileId(), atMs, state -> {
            if (new FileEvents(state).rejected(row)) {
                rejects.keep(state, row);
            } else {
                metrics.straysDropped(1);
            }
        });
    }

    public Optional<FileResult> chunkSplit(ChunkSplit split, long atMs) {
        return update(split.fileId(), atMs, state -> {
            new FileEvents(state).split(split, atMs);
            ChunkSplit.WholeFile whole = split.wholeFile();
            if (whole != null && whole.csvHeader() != null) {
                store.putFormat(split.fileId(), new CsvFormat(whole.csvHeader(), whole.csvOptions()));
            }
        });
    }

    /**
     * Deletes a file in any state. Later records of the file have no effect.
     *
     * @return whether the file existed, so that its result's tombstone is to be published
     */
    public boolean deleted(FileDeleted event, long atMs) {
        FileState state = store.state(event.fileId());
        if (state == null) {
            return false;
        }
        purger.remove(state, atMs + limits.idTaken().toMillis());
        metrics.fileDeleted();
        return true;
    }

    /**
     * Deletes a file whose retention is over. After a silence longer than any topic's retention no record can be late,
     * so the id is free at once. But the silence may only mean that the file's records aren't read yet, if this
     * aggregator was down for long: a file without an end is deleted only if it is still silent after {@link
     * #PATIENCE}.
     *
     * @return whether it is deleted, so that its result's tombstone is to be published
     */
    boolean expired(FileExpired event, long atMs) {
        FileState state = store.state(event.fileId());
        if (state == null) {
            return false;
        }
        long retentionMs = limits.retention().toMillis();
        if (!state.silentFor(retentionMs, atMs)) {
            lookAgain(state, state.touchedMs());
            return false;
        }
        Long silentMs = state.silentMs();
        if (state.phase() == FileState.Phase.ENDED || (silentMs != null && atMs - silentMs >= PATIENCE.toMillis())) {
            purger.remove(
                    state, Math.max(atMs, state.touchedMs() + limits.idTaken().toMillis()));
            metrics.fileExpired();
            return true;
        }
        if (silentMs == null) {
            state.foundSilent(atMs);
            lookAgain(state, Math.max(0, atMs + PATIENCE.toMillis() - retentionMs));
        }
        return false;
    }

    private void lookAgain(FileState state, long queuedMs) {
        store.queue(state, queuedMs);
        store.put(state);
    }

    public Optional<FileResult> fileEvent(FileEvent event, long atMs) {
        if (event instanceof FileOverdue && store.state(event.fileId()) == null) {
            return Optional.empty();
        }
        // Not a late row: a record may be counted before its sender reports it as stored.
        if (event instanceof FileStored && hasEnded(event.fileId())) {
            return Optional.empty();
        }
        return update(event.fileId(), atMs, state -> {
            new FileEvents(state).apply(event, atMs);
            if (event instanceof FileOpened opened && opened.csvHeader() != null) {
                store.putFormat(state.fileId(), new CsvFormat(opened.csvHeader(), opened.csvOptions()));
            }
        });
    }

    public Optional<FileResult> streamEvent(StreamEvent event, long atMs) {
        return update(event.fileId(), atMs, state -> {
            if (event instanceof StreamClosed closed && !new FileEvents(state).streamClosed(closed, atMs)) {
                FileIds.logged(LOG.atWarn(), closed.fileId())
                        .log("Dropped {}: the file of that id is no open stream", closed);
                metrics.lateDropped();
            }
        });
    }

    /**
     * Keeps the trace context of a file's first record that has one.
     *
     * @return the trace context for the file's result, or null
     */
    @Nullable
    String trace(String fileId, @Nullable String traceparent) {
        FileState state = store.state(fileId);
        if (state == null) {
            return null;
        }
        if (state.traceparent() == null && traceparent != null) {
            state.tracedBy(traceparent);
            store.put(state);
        }
        return state.traceparent();
    }

    /** Fails a file of which a record was quarantined and therefore isn't counted. Its result has no statistics. */
    Optional<FileResult> quarantined(String fileId, Fault why, long atMs) {
        return update(fileId, atMs, state -> new FileEvents(state).quarantined(why), FileResults::withoutStatistics);
    }

    /**
     * Checks that the merged changes can be written.
     *
     * @throws SerializationException if an entry has become too large
     */
    void requireWritable() {
        store.requireWritable();
    }

    /** Writes the merged changes. */
    void write() {
        store.write();
    }

    /** Discards the changes since the last {@link #write}. */
    void discard() {
        store.discard();
        known.clear();
    }

    private boolean hasEnded(String fileId) {
        FileState state = store.state(fileId);
        return state == null ? store.deleted().find(fileId) != null : state.phase() != FileState.Phase.OPEN;
    }

    private Optional<FileResult> update(String fileId, long atMs, Consumer<FileState> change) {
        return update(fileId, atMs, change, state -> FileResults.of(state, store));
    }

    private Optional<FileResult> update(
            String fileId, long atMs, Consumer<FileState> change, Function<FileState, FileResult> result) {
        FileState found = store.state(fileId);
        if (found == null ? purger.isTaken(fileId, atMs) : found.phase() != FileState.Phase.OPEN) {
            metrics.lateDropped();
            return Optional.empty();
        }
        FileState state = found == null ? new FileState(fileId, atMs) : found;
        boolean wasUploading = state.uploading();
        String client = state.client();
        state.touched(atMs);
        change.accept(state);
        Optional<FileStatus> decided = FileCompletion.of(state);
        decided.ifPresent(status -> {
            state.decide(status, atMs);
            store.putUnconfirmed(fileId);
        });
        store.put(state);
        if (found == null) {
            store.list(state);
        }
        store.ofClients().update(client, state);
        if (state.uploading() != wasUploading) {
            store.listUploading(state);
        }
        return decided.map(status -> result.apply(state));
    }

    /** Returns the series that have no separate statistics. */
    private Set<String> merge(FileState state, Map<String, SeriesValue> values, List<Delta> deltas, boolean detailed) {
        Map<String, StoredSeries> changed = new LinkedHashMap<>();
        Map<String, SeriesValue> further = new LinkedHashMap<>();
        values.forEach((series, value) -> {
            StoredSeries stored = stored(state, series);
            if (stored != null) {
                changed.put(series, stored.plus(value));
            } else if (state.isFull(limits.series()) || !further.isEmpty()) {
                further.put(series, value);
            } else {
                changed.put(series, added(state, series, value, detailed));
            }
        });
        allSeries.put(state.fileId(), changed);
        if (!further.isEmpty()) {
            overflow(state, further, deltas);
        }
        return further.keySet();
    }

    /** Adds a series to a file. Its first ones may have details: of all of their values, or of none. */
    private StoredSeries added(FileState state, String series, SeriesValue value, boolean detailed) {
        boolean kept = detailed && state.series() < limits.detailedSeries();
        known.add(state.fileId(), state.series(), series);
        state.seriesAdded();
        return kept ? StoredSeries.of(value.withKnownDetails()) : StoredSeries.withoutDetails(value);
    }

    private static void overflow(FileState state, Map<String, SeriesValue> further, List<Delta> deltas) {
        Map<String, Long> rows = new HashMap<>();
        deltas.forEach(delta -> rows.merge(delta.series(), delta.tally().rows(), Long::sum));
        further.forEach((series, value) -> state.overflowed(value, rows.getOrDefault(series, 0L)));
    }

    private @Nullable StoredSeries stored(FileState state, String series) {
        return known.isNew(state.fileId(), state.series(), series) ? null : allSeries.get(state.fileId(), series);
    }
}
