package dev.sluice.aggregator.file;

import dev.sluice.aggregator.file.FileState.Phase;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.tabular.row.Fault;
import java.util.Optional;

/** Decides the outcome of a file, once it is certain. */
public final class FileCompletion {
    /** The code of the fault of a file whose rows are all invalid. It is the only fault that the rows cause. */
    public static final String NO_VALID_ROW = "no-valid-row";

    private FileCompletion() {}

    /**
     * Returns the file's final status as soon as it is certain, unless it was decided before. Sets the fault in the
     * state if it finds one.
     */
    public static Optional<FileStatus> of(FileState state) {
        if (state.phase() != Phase.OPEN) {
            return Optional.empty();
        }
        boolean closed = state.sender().closed();
        if (closed) {
            inconsistency(state).ifPresent(state::fails);
        }
        if (state.outcome().fault() != null) {
            return Optional.of(FileStatus.FAILED);
        }
        if (!closed || !isComplete(state)) {
            return Optional.empty();
        }
        if (state.invalidRows() == 0) {
            return Optional.of(FileStatus.PROCESSED);
        }
        if (state.rows().validCounted().rows() > 0) {
            return Optional.of(FileStatus.PARTIAL);
        }
        state.fails(new Fault(NO_VALID_ROW, "none of the " + state.invalidRows() + " rows is valid"));
        return Optional.of(FileStatus.FAILED);
    }

    /** Returns what an ended file adds to the totals of its dataset. */
    public static DatasetTotals totals(FileSummary summary) {
        boolean failed = summary.status() == FileStatus.FAILED;
        boolean faulty = summary.reason() != null && !summary.reason().code().equals(NO_VALID_ROW);
        return new DatasetTotals(
                1, failed ? 1 : 0, summary.validRows(), summary.invalidRows(), failed && faulty ? 1 : 0);
    }

    private static Optional<Fault> inconsistency(FileState state) {
        SenderProgress sender = state.sender();
        return isStream(state)
                ? state.rows().inconsistencyOfStream(sender.streamRows())
                : state.rows().inconsistency(sender.chunks());
    }

    /**
     * Checks whether all rows are counted: those of a file of chunks are reconciled with the splitter's counts, those
     * of a stream with its producer's count.
     */
    private static boolean isComplete(FileState state) {
        SenderProgress sender = state.sender();
        return isStream(state)
                ? state.rows().rowsCounted() == sender.streamRows()
                : sender.opened() && state.rows().balance(sender.chunks());
    }

    private static boolean isStream(FileState state) {
        return state.description().source() == FileSource.STREAM;
    }
}
