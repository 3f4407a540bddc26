package dev.sluice.aggregator.merge;

import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.UnreadableEntryException;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.query.FileSummary;
import io.opentelemetry.api.trace.SpanKind;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes outcomes: a result, or its tombstone, that was read back from {@code file-results} is committed. */
public final class CommittedResults {
    private static final Logger LOG = LoggerFactory.getLogger(CommittedResults.class);

    private final FileStore store;
    private final DatasetSeriesWriter datasetSeries;
    private final FilePurger purger;
    private final AggregatorMetrics metrics;
    private final Tracing tracing;

    public CommittedResults(
            FileStore store,
            DatasetSeriesWriter datasetSeries,
            FilePurger purger,
            AggregatorMetrics metrics,
            Tracing tracing) {
        this.store = store;
        this.datasetSeries = datasetSeries;
        this.purger = purger;
        this.metrics = metrics;
        this.tracing = tracing;
    }

    public void committed(String fileId) {
        FileState state = store.state(fileId);
        if (state != null && state.phase() == FileState.Phase.COMPLETING) {
            enter(state);
            state.publish();
            store.put(state);
            store.deleteUnconfirmed(fileId);
            metrics.fileEnded(state.finalSummary());
            log(state.finalSummary());
            trace(state);
        }
    }

    private static void log(FileSummary summary) {
        String reason = summary.reason() == null ? "" : summary.reason().code();
        if (reason.equals("inconsistent")) {
            FileIds.logged(LOG.atError(), summary.fileId())
                    .log("File {} is inconsistent: {}", summary.fileId(), summary.reason());
        } else {
            FileIds.logged(LOG.atInfo(), summary.fileId())
                    .log(
                            "File {} is {}: {} valid and {} invalid rows{}",
                            summary.fileId(),
                            summary.status().word(),
                            summary.validRows(),
                            summary.invalidRows(),
                            reason.isEmpty() ? "" : " (" + reason + ")");
        }
    }

    /** The outcome is published even if the file's series can't be read. */
    private void enter(FileState state) {
        try {
            datasetSeries.enter(state);
        } catch (UnreadableEntryException e) {
            FileIds.logged(LOG.atError().setCause(e), state.fileId())
                    .log("The series over files don't include {}", state.fileId());
        }
    }

    /** A span from the file's first event to its end, by the broker's clock; only now is that final. */
    private void trace(FileState state) {
        if (state.traceparent() != null) {
            tracing.span("aggregate", SpanKind.CONSUMER, state.traceparent())
                    .setStartTimestamp(state.createdMs(), TimeUnit.MILLISECONDS)
                    .setAttribute(Tracing.FILE_ID, state.fileId())
                    .setAttribute("sluice.status", state.finalSummary().status().word())
                    .startSpan()
                    .end(Math.max(state.createdMs(), state.endedMs()), TimeUnit.MILLISECONDS);
        }
    }

    public void deleted(String fileId) {
        purger.committed(fileId);
    }
}
