package dev.sluice.aggregator.file;

import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesFigures;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Creates the summary of a file, for queries and results. */
final class FileSummaries {
    private FileSummaries() {}

    /** Creates the summary of a file without a public outcome. */
    static FileSummary provisional(FileState state) {
        FileStatus status = state.rows().untouched() ? FileStatus.PENDING : FileStatus.PROCESSING;
        return of(state, status, true);
    }

    /** Creates the summary of a file with an outcome. */
    static FileSummary last(FileState state, FileStatus status) {
        return of(state, status, false);
    }

    private static FileSummary of(FileState state, FileStatus status, boolean provisional) {
        FileDescription description = state.description();
        RowReconciliation rows = state.rows();
        Long endedMs = provisional ? null : (Long) state.endedMs();
        return new FileSummary(
                state.fileId(),
                status,
                provisional,
                provisional ? null : state.outcome().fault(),
                source(description).word(),
                state.dataset(),
                description.filename(),
                state.client(),
                Instant.ofEpochMilli(description.uploadMs()),
                endedMs == null ? null : Instant.ofEpochMilli(endedMs),
                endedMs == null ? null : StageTimestamps.seconds(Math.max(0, endedMs - startMs(state))),
                state.timestamps()
                        .times(startMs(state), description.source() != FileSource.STREAM, isAllSplit(state), endedMs),
                rows.rowsCounted(),
                rows.validCounted().rows(),
                rows.invalidCounted().rows(),
                state.series(),
                overflow(state.fileSeries()),
                rows.strays(),
                state.errors().list(),
                progress(state.sender(), rows));
    }

    private static FileSource source(FileDescription description) {
        FileSource source = description.source();
        return source == null ? FileSource.UPLOAD : source;
    }

    /** Returns when the file started. A file of one record was in its topic before its first event was merged. */
    private static long startMs(FileState state) {
        FileDescription description = state.description();
        return description.source() == FileSource.RECORD
                ? Math.min(description.uploadMs(), state.createdMs())
                : state.createdMs();
    }

    private static boolean isAllSplit(FileState state) {
        return state.sender().closed()
                && state.rows().chunksSplit().rows() == state.sender().chunks();
    }

    private static FileSummary.@Nullable Overflow overflow(FileSeries series) {
        return series.overflow() == null
                ? null
                : new FileSummary.Overflow(
                        series.overflowRows(),
                        SeriesFigures.of(series.overflow().statistics()));
    }

    private static FileSummary.Progress progress(SenderProgress sender, RowReconciliation rows) {
        long chunksSplit = rows.chunksSplit().rows();
        return new FileSummary.Progress(
                sender.bytes(),
                Math.max(sender.chunks(), chunksSplit),
                sender.closed(),
                chunksSplit,
                rows.rowsSplit(),
                rows.rowsCounted());
    }
}
