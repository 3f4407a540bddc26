package dev.sluice.aggregator.file;

import dev.sluice.aggregator.delta.Delta;
import dev.sluice.aggregator.delta.RowOrigin;
import dev.sluice.aggregator.delta.SeriesValue;
import dev.sluice.aggregator.store.codec.StoreValue;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileEvent.FileAborted;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.FileEvent.FileProgress;
import dev.sluice.schemas.message.FileEvent.FileStored;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import dev.sluice.schemas.message.UploadDeadline;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.row.Fault;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The books of one file: what its gateway said, what the splitter counted, what was counted here, and how it ended.
 *
 * <p>Events may come in any order. All times are the broker's, in milliseconds. Once a verdict is {@linkplain #end
 * entered}, nothing changes any more but {@link #seal the mark} that makes it public.
 */
public final class FileState {
    /** Where a file is on its way to its end. */
    public enum Phase {
        /** Still counting. */
        OPEN,
        /** The verdict is written but not known to be committed. */
        COMPLETING,
        /** The verdict was read back, so it is committed. */
        ENDED
    }

    /** What kind of file it is. */
    enum Source {
        /** Cut into chunks by a gateway. */
        UPLOAD,
        /** A complete little file in one record. */
        RECORD,
        /** Rows of direct producers, without an end until one of them closes it. */
        STREAM
    }

    /** The code of the one reason to fail that its rows are to blame for. */
    public static final String NO_VALID_ROW = "no-valid-row";

    /** Of the layout of {@link #toBytes}. */
    private static final int VERSION = 3;

    private final String fileId;
    private long createdMs;
    private Phase phase = Phase.OPEN;
    private @Nullable Source source;
    private @Nullable String dataset;
    private @Nullable String filename;
    private long uploadMs;
    private @Nullable ArrivalOrder arrival;

    private long deadlineMs;
    private long lastEventMs;
    private long bytes;
    private long chunks;
    private long streamRows;
    private boolean opened;
    private boolean closed;

    private final RowReconciliation rows;
    private final StageTimestamps milestones;
    private RejectsKept rejectsKept = RejectsKept.NONE;
    private long strays;
    private long series;
    private long overflowRows;
    private @Nullable SeriesValue overflow;

    private @Nullable Fault fault;
    private @Nullable FileStatus verdict;
    private long endedMs;

    private long touchedMs;
    private long queuedMs;
    private @Nullable Long silentMs;
    private @Nullable String traceparent;

    public FileState(String fileId, long createdMs) {
        this(fileId, new RowReconciliation(), new StageTimestamps());
        this.createdMs = createdMs;
        this.uploadMs = createdMs;
        this.touchedMs = createdMs;
        this.queuedMs = createdMs;
    }

    private FileState(String fileId, RowReconciliation rows, StageTimestamps milestones) {
        this.fileId = fileId;
        this.rows = rows;
        this.milestones = milestones;
    }

    /** All but the id. */
    public byte[] toBytes() {
        StoreValue out = new StoreValue(VERSION);
        rows.writeTo(out);
        milestones.writeTo(out);
        out.number(createdMs).constant(phase).constant(source);
        out.text(dataset).text(filename).number(uploadMs).flag(arrival != null);
        if (arrival != null) {
            arrival.writeTo(out);
        }
        out.number(deadlineMs).number(lastEventMs).number(bytes).number(chunks).number(streamRows);
        out.flag(opened).flag(closed);
        rejectsKept.writeTo(out);
        out.number(strays).number(series).flag(fault != null);
        if (fault != null) {
            out.text(fault.code()).text(fault.message());
        }
        out.number(overflowRows).flag(overflow != null);
        if (overflow != null) {
            out.array(overflow.toBytes());
        }
        out.constant(verdict).number(endedMs).number(touchedMs).number(queuedMs);
        return out.numberOrNull(silentMs).text(traceparent).bytes();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException for a layout of another version
     */
    public static FileState readFrom(String fileId, byte[] value) {
        StoreValue.Reader in = new StoreValue.Reader(VERSION, value);
        FileState state = new FileState(fileId, RowReconciliation.readFrom(in), StageTimestamps.readFrom(in));
        state.createdMs = in.number();
        state.phase = in.some(in.constant(Phase.class));
        state.source = in.constant(Source.class);
        state.dataset = in.text();
        state.filename = in.text();
        state.uploadMs = in.number();
        state.arrival = in.flag() ? ArrivalOrder.readFrom(in) : null;
        state.deadlineMs = in.number();
        state.lastEventMs = in.number();
        state.bytes = in.number();
        state.chunks = in.number();
        state.streamRows = in.number();
        state.opened = in.flag();
        state.closed = in.flag();
        state.rejectsKept = RejectsKept.readFrom(in);
        state.strays = in.number();
        state.series = in.number();
        state.fault = in.flag() ? new Fault(in.some(in.text()), in.some(in.text())) : null;
        state.overflowRows = in.number();
        state.overflow = in.flag() ? SeriesValue.readFrom(ByteBuffer.wrap(in.array())) : null;
        state.verdict = in.constant(FileStatus.class);
        state.endedMs = in.number();
        state.touchedMs = in.number();
        state.queuedMs = in.number();
        state.silentMs = in.numberOrNull();
        state.traceparent = in.text();
        return state;
    }

    public String fileId() {
        return fileId;
    }

    /** When anything was first heard of the file; files are listed by it. */
    public long createdMs() {
        return createdMs;
    }

    public Phase phase() {
        return phase;
    }

    /** What its columns mean; until anybody said, the default. */
    public String dataset() {
        return dataset == null ? Datasets.DEFAULT : dataset;
    }

    /** When it came, as compared with other files. */
    public ArrivalOrder arrival() {
        return arrival == null ? ArrivalOrder.at(createdMs) : arrival;
    }

    /** Whether a gateway is still sending it. */
    public boolean uploading() {
        return phase == Phase.OPEN && source == Source.UPLOAD && !closed;
    }

    /** Whether an upload was silent for longer than it may be, at this time. */
    public boolean overdueAt(long nowMs) {
        return uploading() && new UploadDeadline(deadlineMs).isMissed(lastEventMs, nowMs);
    }

    /** Whether nothing came of it for longer than this. */
    public boolean silentFor(long ms, long nowMs) {
        return nowMs - touchedMs > ms;
    }

    /** When something came of it last. */
    public long touchedMs() {
        return touchedMs;
    }

    /** Something came of it. */
    public void touched(long atMs) {
        touchedMs = Math.max(touchedMs, atMs);
        silentMs = null;
    }

    /** When it was first found silent for too long, if nothing has come of it since. */
    @Nullable
    public Long silentMs() {
        return silentMs;
    }

    public void foundSilent(long atMs) {
        silentMs = atMs;
    }

    /** What the first of its records that carried any said of its trace. */
    @Nullable
    public String traceparent() {
        return traceparent;
    }

    public void tracedBy(String carried) {
        traceparent = carried;
    }

    /** By what time it stands in the queue of all files. */
    public long queuedMs() {
        return queuedMs;
    }

    public void queued(long atMs) {
        queuedMs = atMs;
    }

    /** What it adds to a series over files. */
    public Contribution contribution(String name, SeriesValue value) {
        return new Contribution(name, arrival(), fileId, value.statistics());
    }

    public void opened(FileOpened event, long atMs) {
        becomes(Source.UPLOAD);
        opened = true;
        dataset = event.dataset();
        filename = event.filename();
        uploadMs = event.uploadTime().toEpochMilli();
        arrival = ArrivalOrder.at(atMs);
        deadlineMs = event.deadlineMs();
        lastEventMs = atMs;
    }

    public void progressed(FileProgress event, long atMs) {
        overdue(atMs);
        if (!closed) {
            bytes = Math.max(bytes, event.bytes());
            chunks = Math.max(chunks, event.chunks());
        }
        lastEventMs = atMs;
    }

    public void closed(FileClosed event, long atMs) {
        overdue(atMs);
        becomes(Source.UPLOAD);
        bytes = event.bytes();
        chunks = event.chunks();
        closed = true;
        milestones.received(atMs);
        lastEventMs = atMs;
    }

    public void aborted(FileAborted event) {
        becomes(Source.UPLOAD);
        fails(event.fault());
    }

    /**
     * Ends an upload that missed its deadline. Each of its events is judged as well as the question, for the gateway, which
     * knows of no question, judges by the same events.
     */
    public void overdue(long atMs) {
        if (overdueAt(atMs)) {
            fails(new Fault(
                    "abandoned",
                    "the upload was neither continued nor finished for more than " + Duration.ofMillis(deadlineMs)));
        }
    }

    /** One of its records was set aside, so that its books never balance. */
    public void quarantined(Fault why) {
        fails(why);
    }

    /** The record's own {@link ChunkSplit} tells the same, by the broker's clock, and prevails. */
    public void stored(FileStored event) {
        if (source == Source.UPLOAD || opened) {
            return;
        }
        becomes(Source.RECORD);
        dataset = event.dataset();
        filename = event.filename();
        uploadMs = event.received().toEpochMilli();
    }

    /**
     * Enters how many rows an open stream has; the last word counts.
     *
     * @return whether it is an open stream
     */
    public boolean streamClosed(StreamClosed event, long atMs) {
        if (!belongs(RowOrigin.STREAM)) {
            return false;
        }
        streamRows = event.rows();
        closed = true;
        milestones.received(atMs);
        return true;
    }

    public void split(ChunkSplit event, long atMs) {
        ChunkSplit.WholeFile whole = event.wholeFile();
        becomes(whole == null ? Source.UPLOAD : Source.RECORD);
        if (whole != null) {
            dataset = whole.dataset();
            filename = whole.filename();
            uploadMs = whole.received().toEpochMilli();
            arrival = new ArrivalOrder(uploadMs, whole.partition(), whole.offset());
            bytes = event.bytes();
            chunks = 1;
            opened = true;
            closed = true;
            milestones.received(uploadMs);
        }
        rows.split(event);
        milestones.split(atMs);
        if (event.fault() != null) {
            fails(event.fault());
        }
    }

    /**
     * Enters valid rows.
     *
     * @return whether they belong to the file, so that their statistics are to be merged
     */
    public boolean counted(Delta delta) {
        if (!belongs(delta.origin()) || !isOf(delta.dataset())) {
            strays = Math.addExact(strays, delta.tally().rows());
            return false;
        }
        rows.counted(delta.tally());
        return true;
    }

    /** How many series it has. */
    public long series() {
        return series;
    }

    public void seriesAdded() {
        series++;
    }

    /**
     * Whether it takes no further series, but only rows of those it has. Once one was turned away, that is for good: so of
     * each series either all rows count in its own statistics or none.
     */
    public boolean isFull(long limit) {
        return series >= limit || overflow != null;
    }

    /** Enters rows of a series that it doesn't take. */
    public void overflowed(SeriesValue value, long rows) {
        overflow = overflow == null ? value : overflow.plus(value);
        overflowRows = Math.addExact(overflowRows, rows);
    }

    /**
     * Enters an invalid row.
     *
     * @return whether it belongs to the file
     */
    public boolean rejected(InvalidRow row) {
        if (!belongs(row.chunk() == null ? RowOrigin.STREAM : RowOrigin.CHUNK)) {
            strays++;
            return false;
        }
        rows.counted(row);
        return true;
    }

    public long invalidRows() {
        return rows.invalidRows();
    }

    public RejectsKept rejectsKept() {
        return rejectsKept;
    }

    public void rejectsKept(RejectsKept kept) {
        rejectsKept = kept;
    }

    /** What the file's end is, as soon as that is certain and not entered yet. */
    public Optional<FileStatus> verdict() {
        if (phase != Phase.OPEN) {
            return Optional.empty();
        }
        if (closed) {
            inconsistency().ifPresent(this::fails);
        }
        if (fault != null) {
            return Optional.of(FileStatus.FAILED);
        }
        if (!closed || !complete()) {
            return Optional.empty();
        }
        if (rows.invalidRows() == 0) {
            return Optional.of(FileStatus.PROCESSED);
        }
        if (rows.validRows() > 0) {
            return Optional.of(FileStatus.PARTIAL);
        }
        fails(new Fault(NO_VALID_ROW, "none of the " + rows.invalidRows() + " rows is valid"));
        return Optional.of(FileStatus.FAILED);
    }

    private Optional<Fault> inconsistency() {
        return source == Source.STREAM ? rows.inconsistencyOfStream(streamRows) : rows.inconsistency(chunks);
    }

    private boolean complete() {
        return source == Source.STREAM ? rows.rowsCounted() == streamRows : opened && rows.balance(chunks);
    }

    /** When the verdict was entered; 0 before. */
    public long endedMs() {
        return endedMs;
    }

    /** Enters the verdict. It isn't public before {@link #seal}. */
    public void end(FileStatus status, long atMs) {
        verdict = status;
        endedMs = atMs;
        phase = Phase.COMPLETING;
    }

    /** Makes the entered verdict public: its record was read back, so it is committed. */
    public void seal() {
        phase = Phase.ENDED;
    }

    /** What may be shown: terminal only once sealed. */
    public FileSummary summary() {
        return phase == Phase.ENDED ? finalSummary() : summary(provisionalStatus(), true);
    }

    /** What will be shown once the entered verdict is sealed. */
    public FileSummary finalSummary() {
        return summary(Objects.requireNonNull(verdict, "no verdict yet"), false);
    }

    private FileSummary summary(FileStatus status, boolean provisional) {
        return new FileSummary(
                fileId,
                status,
                provisional,
                provisional ? null : fault,
                (source == null ? Source.UPLOAD : source).name().toLowerCase(Locale.ROOT),
                dataset(),
                filename,
                Instant.ofEpochMilli(uploadMs),
                provisional ? null : Instant.ofEpochMilli(endedMs),
                provisional ? null : StageTimestamps.seconds(Math.max(0, endedMs - startMs())),
                milestones.times(
                        startMs(),
                        source != Source.STREAM,
                        closed && rows.chunksSplit() == chunks,
                        provisional ? null : endedMs),
                rows.rowsCounted(),
                rows.validRows(),
                rows.invalidRows(),
                series,
                overflow == null
                        ? null
                        : new FileSummary.Overflow(overflowRows, SeriesFigures.of(overflow.statistics())),
                strays,
                rows.errors(),
                new FileSummary.Progress(
                        bytes,
                        Math.max(chunks, rows.chunksSplit()),
                        closed,
                        rows.chunksSplit(),
                        rows.rowsSplit(),
                        rows.rowsCounted()));
    }

    /** A little file was in its topic before anything was heard of it here. */
    private long startMs() {
        return source == Source.RECORD ? Math.min(uploadMs, createdMs) : createdMs;
    }

    private FileStatus provisionalStatus() {
        return rows.untouched() ? FileStatus.PENDING : FileStatus.PROCESSING;
    }

    /** Chunks and rows of a numbered file are counted on both sides; those of an open stream only here. */
    private boolean belongs(RowOrigin origin) {
        if (origin == RowOrigin.STREAM) {
            if (source == null && rows.untouched()) {
                source = Source.STREAM;
            }
            return source == Source.STREAM;
        }
        if (source == Source.STREAM) {
            fails(sameNameAsStream());
        }
        return source != Source.STREAM;
    }

    /** A stream is of the dataset that its first row names; other files are told theirs. */
    private boolean isOf(@Nullable String named) {
        if (named == null) {
            return true;
        }
        if (dataset == null) {
            dataset = named;
        }
        return dataset.equals(named);
    }

    private void becomes(Source found) {
        if (source == Source.STREAM) {
            fails(sameNameAsStream());
        } else {
            source = found;
        }
    }

    private Fault sameNameAsStream() {
        return new Fault("id-in-use", "rows of an open stream were already written under the id " + fileId);
    }

    private void fails(Fault why) {
        if (fault == null) {
            fault = why;
        }
    }
}
