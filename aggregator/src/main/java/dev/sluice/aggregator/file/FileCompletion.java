package dev.sluice.aggregator.file;

import dev.sluice.aggregator.file.FileState.Phase;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.tabular.row.Fault;
import java.util.Optional;

/** Says when a file is done, and how it ends. */
public final class FileCompletion {
    /** The code of the one reason to fail that its rows are to blame for. */
    public static final String NO_VALID_ROW = "no-valid-row";

    private FileCompletion() {}

    /**
     * How the file ends, as soon as that is certain and not decided yet. A fault that is found on the way is entered in the
     * state.
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

    private static Optional<Fault> inconsistency(FileState state) {
        SenderProgress sender = state.sender();
        return isStream(state)
                ? state.rows().inconsistencyOfStream(sender.streamRows())
                : state.rows().inconsistency(sender.chunks());
    }

    /** Chunks and rows of a numbered file are counted on both sides; those of an open stream by its producer and here. */
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
