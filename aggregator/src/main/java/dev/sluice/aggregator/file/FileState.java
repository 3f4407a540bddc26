package dev.sluice.aggregator.file;

import dev.sluice.aggregator.delta.SeriesValue;
import dev.sluice.schemas.message.FileClients;
import dev.sluice.schemas.message.UploadDeadline;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stored state of one file: its description, the progress of its sender, the counts of the splitter and of the
 * aggregator, and the outcome. {@link FileEvents} applies records to it, {@link FileCompletion} decides the outcome,
 * and {@link FileSummaries} creates the summary.
 *
 * <p>All times are broker timestamps, in milliseconds. Once the outcome is {@linkplain #decide decided}, neither it nor
 * the counts change any more, except that the outcome becomes {@linkplain #publish public}.
 */
public final class FileState {
    /** The phase of a file. */
    public enum Phase {
        /** No outcome is decided yet. */
        OPEN,
        /** The outcome is decided and written, but not known to be committed. */
        COMPLETING,
        /** The outcome was read back, so it is committed. */
        ENDED
    }

    private final String fileId;
    private Activity activity;
    private FileDescription description;
    private SenderProgress sender;
    private RowReconciliation rows;
    private final ErrorCounts errors;
    private StageTimestamps timestamps;
    private RejectsKept rejectsKept;
    private FileSeries fileSeries;
    private Outcome outcome;
    private FileWindows windows;
    private ChunkRanges chunks;

    /** Creates the state of a new file, of which only the time of the first record is known. */
    public FileState(String fileId, long createdMs) {
        this(
                fileId,
                Activity.since(createdMs),
                FileDescription.unknown(createdMs),
                SenderProgress.NONE,
                RowReconciliation.NONE,
                new ErrorCounts(List.of()),
                StageTimestamps.NONE,
                RejectsKept.NONE,
                FileSeries.NONE,
                Outcome.OPEN,
                FileWindows.NONE,
                ChunkRanges.NONE);
    }

    /** Restores a stored state. */
    public FileState(
            String fileId,
            Activity activity,
            FileDescription description,
            SenderProgress sender,
            RowReconciliation rows,
            ErrorCounts errors,
            StageTimestamps timestamps,
            RejectsKept rejectsKept,
            FileSeries series,
            Outcome outcome,
            FileWindows windows,
            ChunkRanges chunks) {
        this.fileId = fileId;
        this.activity = activity;
        this.description = description;
        this.sender = sender;
        this.rows = rows;
        this.errors = errors;
        this.timestamps = timestamps;
        this.rejectsKept = rejectsKept;
        this.fileSeries = series;
        this.outcome = outcome;
        this.windows = windows;
        this.chunks = chunks;
    }

    public String fileId() {
        return fileId;
    }

    public Activity activity() {
        return activity;
    }

    public FileDescription description() {
        return description;
    }

    void describe(FileDescription changed) {
        description = changed;
    }

    public SenderProgress sender() {
        return sender;
    }

    void sender(SenderProgress changed) {
        sender = changed;
    }

    public RowReconciliation rows() {
        return rows;
    }

    void rows(RowReconciliation changed) {
        rows = changed;
    }

    public ErrorCounts errors() {
        return errors;
    }

    public StageTimestamps timestamps() {
        return timestamps;
    }

    void timestamps(StageTimestamps changed) {
        timestamps = changed;
    }

    public FileSeries fileSeries() {
        return fileSeries;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Returns the time of the file's first record; lists of files are sorted by it. */
    public long createdMs() {
        return activity.createdMs();
    }

    public Phase phase() {
        return outcome.phase();
    }

    /** Returns the dataset's name, or the default before a record names it. */
    public String dataset() {
        String dataset = description.dataset();
        return dataset == null ? Datasets.DEFAULT : dataset;
    }

    /** Returns the name of the client that the file belongs to, or null before a record tells it. */
    @Nullable
    public String client() {
        String named = description.client();
        if (named != null) {
            return named;
        }
        FileSource source = description.source();
        if (source == FileSource.RECORD || source == FileSource.STREAM) {
            return FileClients.PRODUCERS;
        }
        return sender.opened() ? FileClients.ANONYMOUS : null;
    }

    /** Returns the file's position in the order of arrival. */
    public ArrivalOrder arrival() {
        ArrivalOrder arrival = description.arrival();
        return arrival == null ? ArrivalOrder.at(createdMs()) : arrival;
    }

    /** Checks whether a gateway is still sending the file. */
    public boolean uploading() {
        return phase() == Phase.OPEN && description.source() == FileSource.UPLOAD && !sender.closed();
    }

    /** Checks whether the file is an upload that has missed its deadline at this time. */
    public boolean overdueAt(long nowMs) {
        return uploading() && new UploadDeadline(sender.deadlineMs()).isMissed(sender.lastEventMs(), nowMs);
    }

    /** Checks whether the file had no record for longer than this. */
    public boolean silentFor(long ms, long nowMs) {
        return nowMs - touchedMs() > ms;
    }

    /** Returns the latest time of a record. */
    public long touchedMs() {
        return activity.lastMs();
    }

    /** Applies the time of a record: keeps the latest one, and clears {@link #silentMs}. */
    public void touched(long atMs) {
        activity = activity.touched(atMs);
    }

    /** Returns when the file was first found without a record for too long: see {@link Activity#silentMs}. */
    @Nullable
    public Long silentMs() {
        return activity.silentMs();
    }

    public void foundSilent(long atMs) {
        activity = activity.foundSilent(atMs);
    }

    /** Returns the file's time in the index of all files: see {@link Activity#queuedMs}. */
    public long queuedMs() {
        return activity.queuedMs();
    }

    public void queued(long atMs) {
        activity = activity.queued(atMs);
    }

    /** Returns the trace context of the first record that had one, or null. */
    @Nullable
    public String traceparent() {
        return description.traceparent();
    }

    public void tracedBy(String carried) {
        description = description.withTraceparent(carried);
    }

    /** Returns the file's contribution to a series over files. */
    public Contribution contribution(String name, SeriesStatistics statistics) {
        return new Contribution(name, arrival(), fileId, statistics);
    }

    /** Returns the number of series with separate statistics. */
    public long series() {
        return fileSeries.count();
    }

    public void seriesAdded() {
        fileSeries = fileSeries.added();
    }

    /** Checks whether the file accepts no further series, with this limit. */
    public boolean isFull(long limit) {
        return fileSeries.isFull(limit);
    }

    /** Adds rows of a series beyond the limit. */
    public void overflowed(SeriesValue value, long overflowRows) {
        fileSeries = fileSeries.overflowed(value, overflowRows);
    }

    public FileWindows windows() {
        return windows;
    }

    public void windows(FileWindows changed) {
        windows = changed;
    }

    public ChunkRanges chunks() {
        return chunks;
    }

    void chunks(ChunkRanges changed) {
        chunks = changed;
    }

    public long invalidRows() {
        return rows.invalidCounted().rows();
    }

    public RejectsKept rejectsKept() {
        return rejectsKept;
    }

    public void rejectsKept(RejectsKept kept) {
        rejectsKept = kept;
    }

    /** Sets the fault, unless there is one already. */
    void fails(Fault why) {
        outcome = outcome.failed(why);
    }

    /** Returns when the outcome was decided, or 0 before that. */
    public long endedMs() {
        return outcome.decidedMs();
    }

    /** Sets the outcome. It isn't public before {@link #publish}. */
    public void decide(FileStatus status, long atMs) {
        outcome = outcome.decided(status, atMs);
    }

    /** Makes the outcome public, once its record was read back and is therefore committed. */
    public void publish() {
        outcome = outcome.published();
    }

    /** Returns the summary to show: the final one only once the outcome is public. */
    public FileSummary summary() {
        return phase() == Phase.ENDED ? finalSummary() : FileSummaries.provisional(this);
    }

    /** Returns the summary to show once the outcome is public. */
    public FileSummary finalSummary() {
        return FileSummaries.last(this, Objects.requireNonNull(outcome.status(), "no outcome yet"));
    }
}
