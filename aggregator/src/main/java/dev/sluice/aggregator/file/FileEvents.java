package dev.sluice.aggregator.file;

import dev.sluice.aggregator.delta.Delta;
import dev.sluice.aggregator.delta.RowOrigin;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.FileEvent.FileAborted;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.FileEvent.FileOverdue;
import dev.sluice.schemas.message.FileEvent.FileProgress;
import dev.sluice.schemas.message.FileEvent.FileStored;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import dev.sluice.tabular.row.Fault;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Applies the events, chunks and rows of one file to its state, in any order. */
public final class FileEvents {
    private final FileState state;

    public FileEvents(FileState state) {
        this.state = state;
    }

    // A pattern switch over the sealed type needs a newer Java.
    public void apply(FileEvent event, long atMs) {
        if (event instanceof FileOpened opened) {
            opened(opened, atMs);
        } else if (event instanceof FileProgress progress) {
            progressed(progress, atMs);
        } else if (event instanceof FileClosed closed) {
            closed(closed, atMs);
        } else if (event instanceof FileAborted aborted) {
            aborted(aborted);
        } else if (event instanceof FileOverdue) {
            overdue(atMs);
        } else if (event instanceof FileStored stored) {
            stored(stored);
        }
    }

    private void opened(FileOpened event, long atMs) {
        becomes(FileSource.UPLOAD);
        describe(
                event.dataset(),
                event.filename(),
                event.uploadTime().toEpochMilli(),
                ArrivalOrder.at(atMs),
                event.client());
        state.sender(state.sender().opened(event.deadlineMs(), atMs));
    }

    private void progressed(FileProgress event, long atMs) {
        overdue(atMs);
        state.sender(state.sender().progressed(event.bytes(), event.chunks(), atMs));
    }

    private void closed(FileClosed event, long atMs) {
        overdue(atMs);
        becomes(FileSource.UPLOAD);
        state.sender(state.sender().closed(event.bytes(), event.chunks(), atMs));
        state.timestamps(state.timestamps().received(atMs));
    }

    private void aborted(FileAborted event) {
        becomes(FileSource.UPLOAD);
        state.fails(event.fault());
    }

    /**
     * Fails an upload that missed its deadline. The deadline is checked at its progress and closing events too, not
     * only at {@link FileOverdue}: the gateway doesn't read that event, and checks the deadline at the same events.
     */
    private void overdue(long atMs) {
        if (state.overdueAt(atMs)) {
            state.fails(new Fault(
                    "abandoned",
                    "the upload was neither continued nor finished for more than "
                            + Duration.ofMillis(state.sender().deadlineMs())));
        }
    }

    /**
     * Applies the event, unless the file is an upload or the record's {@link ChunkSplit} was applied before. That event
     * has the same data, by the broker's clock.
     */
    private void stored(FileStored event) {
        if (state.description().source() == FileSource.UPLOAD || state.sender().opened()) {
            return;
        }
        becomes(FileSource.RECORD);
        describe(
                event.dataset(),
                event.filename(),
                event.received().toEpochMilli(),
                state.description().arrival(),
                event.client());
    }

    /** Fails the file because one of its records was quarantined, so that its rows can't be reconciled. */
    public void quarantined(Fault why) {
        state.fails(why);
    }

    /**
     * Sets the row count of an open stream; the latest event takes precedence.
     *
     * @return whether the file is an open stream
     */
    public boolean streamClosed(StreamClosed event, long atMs) {
        if (!belongs(RowOrigin.STREAM)) {
            return false;
        }
        state.sender(state.sender().streamClosed(event.rows()));
        state.timestamps(state.timestamps().received(atMs));
        return true;
    }

    public void split(ChunkSplit event, long atMs) {
        ChunkSplit.WholeFile whole = event.wholeFile();
        becomes(whole == null ? FileSource.UPLOAD : FileSource.RECORD);
        if (whole != null) {
            long uploadMs = whole.received().toEpochMilli();
            describe(
                    whole.dataset(),
                    whole.filename(),
                    uploadMs,
                    new ArrivalOrder(uploadMs, whole.partition(), whole.offset()),
                    whole.client());
            state.sender(state.sender().ofRecord(event.bytes()));
            state.timestamps(state.timestamps().received(uploadMs));
        }
        state.rows(state.rows().split(event));
        state.chunks(state.chunks().with(event.place()));
        state.timestamps(state.timestamps().split(atMs));
        if (event.fault() != null) {
            state.fails(event.fault());
        }
    }

    /**
     * Counts valid rows.
     *
     * @return whether they belong to the file, so that their statistics are to be merged
     */
    public boolean counted(Delta delta) {
        if (!belongs(delta.origin()) || !isOf(delta.dataset())) {
            state.rows(state.rows().strayed(delta.tally().rows()));
            return false;
        }
        state.rows(state.rows().counted(delta.tally()));
        return true;
    }

    /**
     * Counts an invalid row.
     *
     * @return whether it belongs to the file
     */
    public boolean rejected(InvalidRow row) {
        if (!belongs(row.chunk() == null ? RowOrigin.STREAM : RowOrigin.CHUNK)) {
            state.rows(state.rows().strayed(1));
            return false;
        }
        state.rows(state.rows().counted(row));
        state.errors().add(row);
        return true;
    }

    private void describe(
            @Nullable String dataset,
            @Nullable String filename,
            long uploadMs,
            @Nullable ArrivalOrder arrival,
            @Nullable String client) {
        state.describe(state.description().with(dataset, filename, uploadMs, arrival, client));
    }

    /**
     * Checks whether rows of this origin belong to the file. A file without source, chunks and rows becomes a stream at
     * its first row of a stream.
     */
    private boolean belongs(RowOrigin origin) {
        FileSource source = state.description().source();
        if (origin == RowOrigin.STREAM) {
            if (source == null && state.rows().untouched()) {
                state.describe(state.description().withSource(FileSource.STREAM));
                return true;
            }
            return source == FileSource.STREAM;
        }
        if (source == FileSource.STREAM) {
            state.fails(sameNameAsStream());
        }
        return source != FileSource.STREAM;
    }

    /**
     * Checks whether the dataset that rows name is the file's. The first row of a stream sets it; rows of chunks name
     * none.
     */
    private boolean isOf(@Nullable String named) {
        if (named == null) {
            return true;
        }
        String dataset = state.description().dataset();
        if (dataset == null) {
            state.describe(state.description().withDataset(named));
            return true;
        }
        return dataset.equals(named);
    }

    private void becomes(FileSource found) {
        if (state.description().source() == FileSource.STREAM) {
            state.fails(sameNameAsStream());
        } else {
            state.describe(state.description().withSource(found));
        }
    }

    private Fault sameNameAsStream() {
        return new Fault("id-in-use", "rows of an open stream were already written under the id " + state.fileId());
    }
}
