package dev.sluice.aggregator.file;

import dev.sluice.aggregator.delta.SeriesValue;
import dev.sluice.schemas.message.UploadDeadline;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.row.Fault;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stored state of one file: what its gateway said, what the splitter counted, what was counted here, and how it ended.
 * {@link FileEvents} change it, {@link FileCompletion} says when it is done, {@link FileSummaries} shows it.
 *
 * <p>All times are the broker's, in milliseconds. Once an outcome is {@linkplain #decide decided}, nothing changes any more
 * but whether it is {@linkplain #publish public}.
 */
public final class FileState {
    /** Where a file is on its way to its end. */
    public enum Phase {
        /** Still counting. */
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

    /** A file of which nothing is known but its first event's time. */
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
                Outcome.OPEN);
    }

    /** A file as it was stored. */
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
            Outcome outcome) {
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

    /** When the first event of the file came; files are listed by it. */
    public long createdMs() {
        return activity.createdMs();
    }

    public Phase phase() {
        return outcome.phase();
    }

    /** What its columns mean; until an event tells, the default. */
    public String dataset() {
        String dataset = description.dataset();
        return dataset == null ? Datasets.DEFAULT : dataset;
    }

    /** When it came, as compared with other files. */
    public ArrivalOrder arrival() {
        ArrivalOrder arrival = description.arrival();
        return arrival == null ? ArrivalOrder.at(createdMs()) : arrival;
    }

    /** Whether a gateway is still sending it. */
    public boolean uploading() {
        return phase() == Phase.OPEN && description.source() == FileSource.UPLOAD && !sender.closed();
    }

    /** Whether an upload was silent for longer than it may be, at this time. */
    public boolean overdueAt(long nowMs) {
        return uploading() && new UploadDeadline(sender.deadlineMs()).isMissed(sender.lastEventMs(), nowMs);
    }

    /** Whether it had no event for longer than this. */
    public boolean silentFor(long ms, long nowMs) {
        return nowMs - touchedMs() > ms;
    }

    /** When its last event came. */
    public long touchedMs() {
        return activity.lastMs();
    }

    /** An event of it came. */
    public void touched(long atMs) {
        activity = activity.touched(atMs);
    }

    /** When it was first found silent for too long, if no event has come since. */
    @Nullable
    public Long silentMs() {
        return activity.silentMs();
    }

    public void foundSilent(long atMs) {
        activity = activity.foundSilent(atMs);
    }

    /** By what time it stands in the queue of all files. */
    public long queuedMs() {
        return activity.queuedMs();
    }

    public void queued(long atMs) {
        activity = activity.queued(atMs);
    }

    /** The trace context of the first of its records that carried one. */
    @Nullable
    public String traceparent() {
        return description.traceparent();
    }

    public void tracedBy(String carried) {
        description = description.withTraceparent(carried);
    }

    /** What it adds to a series over files. */
    public Contribution contribution(String name, SeriesValue value) {
        return new Contribution(name, arrival(), fileId, value.statistics());
    }

    /** How many series it has. */
    public long series() {
        return fileSeries.count();
    }

    public void seriesAdded() {
        fileSeries = fileSeries.added();
    }

    /** Whether it takes no further series, with so many allowed. */
    public boolean isFull(long limit) {
        return fileSeries.isFull(limit);
    }

    /** Enters rows of a series that it doesn't take. */
    public void overflowed(SeriesValue value, long overflowRows) {
        fileSeries = fileSeries.overflowed(value, overflowRows);
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

    /** The first fault prevails. */
    void fails(Fault why) {
        outcome = outcome.failed(why);
    }

    /** When the outcome was decided; 0 before. */
    public long endedMs() {
        return outcome.decidedMs();
    }

    /** Enters the outcome. It isn't public before {@link #publish}. */
    public void decide(FileStatus status, long atMs) {
        outcome = outcome.decided(status, atMs);
    }

    /** Makes the outcome public: its record was read back, so it is committed. */
    public void publish() {
        outcome = outcome.published();
    }

    /** What may be shown: terminal only once the outcome is public. */
    public FileSummary summary() {
        return phase() == Phase.ENDED ? finalSummary() : FileSummaries.provisional(this);
    }

    /** What will be shown once the outcome is public. */
    public FileSummary finalSummary() {
        return FileSummaries.last(this, Objects.requireNonNull(outcome.status(), "no outcome yet"));
    }
}
