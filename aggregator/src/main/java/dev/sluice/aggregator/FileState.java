package dev.sluice.aggregator;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.sluice.schemas.csv.Datasets;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.Fault;
import dev.sluice.schemas.message.FileEvent.FileAborted;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.FileEvent.FileProgress;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.RowError;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FileSummary.ErrorCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
@JsonAutoDetect(
        fieldVisibility = Visibility.ANY,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE)
final class FileState {
    /** Where a file is on its way to its end. */
    enum Phase {
        /** Still counting. */
        OPEN,
        /** The verdict is written but not known to be committed. */
        COMPLETING,
        /** The verdict was read back, so it is committed. */
        ENDED
    }

    /** What kind of file it is; the ordinals are not stored. */
    enum Source {
        /** Cut into chunks by a gateway. */
        UPLOAD,
        /** A complete little file in one record. */
        RECORD,
        /** Rows of direct producers, without an end. */
        STREAM
    }

    private String fileId = "";
    private long createdMs;
    private Phase phase = Phase.OPEN;
    private @Nullable Source source;
    private String dataset = Datasets.SENSOR_READINGS.name();
    private @Nullable String filename;
    private long uploadMs;

    private long deadlineMs;
    private long lastEventMs;
    private long bytes;
    private long chunks;
    private boolean opened;
    private boolean closed;

    private Tally chunksSplit = Tally.NONE;
    private Tally validSplit = Tally.NONE;
    private Tally invalidSplit = Tally.NONE;
    private Tally validCounted = Tally.NONE;
    private Tally invalidCounted = Tally.NONE;
    private long strays;
    private long series;
    private List<ErrorCount> errors = new ArrayList<>();

    private @Nullable Fault fault;
    private @Nullable FileStatus verdict;
    private long endedMs;

    /** For Jackson. */
    private FileState() {}

    FileState(String fileId, long createdMs) {
        this.fileId = fileId;
        this.createdMs = createdMs;
        this.uploadMs = createdMs;
    }

    String fileId() {
        return fileId;
    }

    /** When anything was first heard of the file; files are listed by it. */
    long createdMs() {
        return createdMs;
    }

    Phase phase() {
        return phase;
    }

    /** Whether a gateway is still sending it. */
    boolean uploading() {
        return phase == Phase.OPEN && source == Source.UPLOAD && !closed;
    }

    /** Whether an upload was silent for longer than it may be, at this time. */
    boolean overdueAt(long nowMs) {
        return uploading() && deadlineMs > 0 && nowMs - lastEventMs > deadlineMs;
    }

    void opened(FileOpened event, long atMs) {
        becomes(Source.UPLOAD);
        opened = true;
        dataset = event.dataset();
        filename = event.filename();
        uploadMs = event.uploadTime().toEpochMilli();
        deadlineMs = event.deadlineMs();
        lastEventMs = atMs;
    }

    void progressed(FileProgress event, long atMs) {
        if (!closed) {
            bytes = Math.max(bytes, event.bytes());
            chunks = Math.max(chunks, event.chunks());
        }
        lastEventMs = atMs;
    }

    void closed(FileClosed event, long atMs) {
        becomes(Source.UPLOAD);
        bytes = event.bytes();
        chunks = event.chunks();
        closed = true;
        lastEventMs = atMs;
    }

    void aborted(FileAborted event) {
        becomes(Source.UPLOAD);
        fails(event.fault());
    }

    void overdue(long atMs) {
        if (overdueAt(atMs)) {
            fails(new Fault(
                    "abandoned",
                    "the upload was neither continued nor finished for more than " + Duration.ofMillis(deadlineMs)));
        }
    }

    void split(ChunkSplit event) {
        ChunkSplit.WholeFile whole = event.wholeFile();
        becomes(whole == null ? Source.UPLOAD : Source.RECORD);
        if (whole != null) {
            dataset = whole.dataset();
            filename = whole.filename();
            uploadMs = whole.received().toEpochMilli();
            bytes = event.bytes();
            chunks = 1;
            opened = true;
            closed = true;
        }
        chunksSplit = chunksSplit.plus(event.chunk());
        validSplit = validSplit.plus(event.valid());
        invalidSplit = invalidSplit.plus(event.invalid());
        if (event.fault() != null) {
            fails(event.fault());
        }
    }

    /**
     * Enters valid rows of one origin.
     *
     * @return whether they belong to the file, so that their statistics are to be merged
     */
    boolean counted(Origin origin, Tally rows) {
        if (!belongs(origin)) {
            strays += rows.rows();
            return false;
        }
        validCounted = validCounted.plus(rows);
        return true;
    }

    void seriesAdded() {
        series++;
    }

    void rejected(InvalidRow row) {
        if (!belongs(row.chunk() == null ? Origin.STREAM : Origin.CHUNK)) {
            strays++;
            return;
        }
        invalidCounted = invalidCounted.plus(row.line());
        for (RowError error : row.errors()) {
            count(error);
        }
    }

    /** What the file's end is, as soon as that is certain and not entered yet. */
    Optional<FileStatus> verdict() {
        if (phase != Phase.OPEN) {
            return Optional.empty();
        }
        if (fault == null && closed) {
            fault = inconsistency();
        }
        if (fault != null) {
            return Optional.of(FileStatus.FAILED);
        }
        if (!balanced()) {
            return Optional.empty();
        }
        if (invalidCounted.rows() == 0) {
            return Optional.of(FileStatus.PROCESSED);
        }
        if (validCounted.rows() > 0) {
            return Optional.of(FileStatus.PARTIAL);
        }
        fault = new Fault("no-valid-row", "none of the " + invalidCounted.rows() + " rows is valid");
        return Optional.of(FileStatus.FAILED);
    }

    /** Enters the verdict. It isn't public before {@link #seal}. */
    void end(FileStatus status, long atMs) {
        verdict = status;
        endedMs = atMs;
        phase = Phase.COMPLETING;
    }

    /** Makes the entered verdict public: its record was read back, so it is committed. */
    void seal() {
        phase = Phase.ENDED;
    }

    /** What may be shown: terminal only once sealed. */
    FileSummary summary() {
        return phase == Phase.ENDED ? finalSummary() : summary(provisionalStatus(), true);
    }

    /** What will be shown once the entered verdict is sealed. */
    FileSummary finalSummary() {
        return summary(Objects.requireNonNull(verdict, "no verdict yet"), false);
    }

    private FileSummary summary(FileStatus status, boolean provisional) {
        return new FileSummary(
                fileId,
                status,
                provisional,
                provisional ? null : fault,
                (source == null ? Source.UPLOAD : source).name().toLowerCase(Locale.ROOT),
                dataset,
                filename,
                Instant.ofEpochMilli(uploadMs),
                provisional ? null : Math.max(0, endedMs - createdMs) / 1_000.0,
                validCounted.rows() + invalidCounted.rows(),
                validCounted.rows(),
                invalidCounted.rows(),
                series,
                strays,
                errors,
                new FileSummary.Progress(
                        bytes,
                        Math.max(chunks, chunksSplit.rows()),
                        closed,
                        chunksSplit.rows(),
                        validSplit.rows() + invalidSplit.rows(),
                        validCounted.rows() + invalidCounted.rows()));
    }

    private FileStatus provisionalStatus() {
        boolean started = chunksSplit.rows() + validCounted.rows() + invalidCounted.rows() > 0;
        return started ? FileStatus.PROCESSING : FileStatus.PENDING;
    }

    /** Chunks and rows of a numbered file are counted on both sides; those of an open stream only here. */
    private boolean belongs(Origin origin) {
        if (origin == Origin.STREAM) {
            if (source == null && validCounted.rows() + invalidCounted.rows() == 0) {
                source = Source.STREAM;
            }
            return source == Source.STREAM;
        }
        if (source == Source.STREAM) {
            fails(sameNameAsStream());
        }
        return source != Source.STREAM;
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

    private void count(RowError error) {
        for (int i = 0; i < errors.size(); i++) {
            ErrorCount counted = errors.get(i);
            if (counted.code().equals(error.code()) && Objects.equals(counted.field(), error.field())) {
                errors.set(i, new ErrorCount(counted.code(), counted.field(), counted.count() + 1));
                return;
            }
        }
        errors.add(new ErrorCount(error.code(), error.field(), 1));
    }

    /** Every chunk was split once, and every row the splitter counted was counted here. */
    private boolean balanced() {
        return opened
                && closed
                && chunksSplit.equals(Tally.ofFirst(chunks))
                && validCounted.equals(validSplit)
                && invalidCounted.equals(invalidSplit);
    }

    /** Why the books can't be balanced by anything that may still come, or null. */
    private @Nullable Fault inconsistency() {
        if (outruns(chunksSplit, Tally.ofFirst(chunks))) {
            return new Fault(
                    "inconsistent", "the file has " + chunks + " chunks, but " + chunksSplit.rows() + " were split");
        }
        if (chunksSplit.rows() < chunks) {
            return null;
        }
        if (outruns(validCounted, validSplit) || outruns(invalidCounted, invalidSplit)) {
            return new Fault(
                    "inconsistent",
                    "the splitter wrote " + validSplit.rows() + " valid and " + invalidSplit.rows()
                            + " invalid rows, but " + validCounted.rows() + " and " + invalidCounted.rows()
                            + " (or others) were counted");
        }
        return null;
    }

    private static boolean outruns(Tally counted, Tally expected) {
        return counted.rows() > expected.rows() || (counted.rows() == expected.rows() && !counted.equals(expected));
    }
}
