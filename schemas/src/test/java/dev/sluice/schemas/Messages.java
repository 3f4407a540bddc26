package dev.sluice.schemas;

import dev.sluice.schemas.message.ChunkRange;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.ChunkSplit.WholeFile;
import dev.sluice.schemas.message.FileDeletion;
import dev.sluice.schemas.message.FileDeletion.FileDeleted;
import dev.sluice.schemas.message.FileDeletion.FileExpired;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.FileEvent.FileAborted;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.FileEvent.FileOverdue;
import dev.sluice.schemas.message.FileEvent.FileProgress;
import dev.sluice.schemas.message.FileEvent.FileStored;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.message.UploadClaim;
import dev.sluice.schemas.message.UploadClaim.ClaimConfirmed;
import dev.sluice.schemas.message.UploadClaim.ClaimMade;
import dev.sluice.schemas.message.UploadClaim.ClaimReleased;
import dev.sluice.schemas.message.UploadClaim.Position;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FileSummary.ErrorCount;
import dev.sluice.schemas.query.FileSummary.Progress;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.row.MoreErrors;
import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Every kind of message there is but valid rows: with all that is optional, and with none of it. */
public final class Messages {
    public static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");
    public static final long NOON_MICROS = NOON.getEpochSecond() * 1_000_000;
    public static final Fault FAULT = new Fault("aborted", "the client went away");

    public static final InvalidRow INVALID = new InvalidRow(
            "f-1",
            3L,
            42L,
            "noon,\"s1\",\n",
            true,
            List.of(new RowError("type-error", "timestamp", "expected a date-time, found \"noon\"", "noon")),
            List.of(new MoreErrors("type-error", "value", 7), new MoreErrors("type-error", null, 1)),
            9);
    public static final InvalidRow STREAM_INVALID = new InvalidRow(
            "f-1", null, 1, "", false, List.of(new RowError("blank-row", null, "expected cells, found none", null)));

    public static final ChunkSplit SPLIT =
            new ChunkSplit("f-1", 3, new ChunkSplit.Place(1, 42), 512, new Tally(2, -5), new Tally(1, 42), null, null);
    public static final ChunkSplit WHOLE_FILE_SPLIT = new ChunkSplit(
            "f-1",
            0,
            null,
            512,
            new Tally(1, 2),
            Tally.NONE,
            new WholeFile(
                    "song-plays",
                    "a.csv",
                    NOON,
                    3,
                    17,
                    "Song,Date,Number of Plays",
                    "delimiter=%3B&header=absent",
                    null),
            null);
    public static final ChunkSplit NAMELESS_SPLIT = new ChunkSplit(
            "f-1",
            0,
            null,
            512,
            new Tally(1, 2),
            Tally.NONE,
            new WholeFile("measurements", null, NOON, 0, 0, null, null, null),
            FAULT);

    public static final FileOpened OPENED = new FileOpened(
            "f-1",
            "sensor-readings",
            "a.csv",
            "timestamp;sensor_id;value",
            "delimiter=%3B&header=present",
            NOON,
            60_000,
            null);
    public static final FileProgress PROGRESS = new FileProgress("f-1", 2, 1_024);
    public static final FileClosed CLOSED = new FileClosed("f-1", 2, 1_050, 44, "0123456789abcdef".repeat(4));
    public static final FileAborted ABORTED = new FileAborted("f-1", FAULT);
    public static final FileOverdue OVERDUE = new FileOverdue("f-1");
    public static final FileStored STORED = new FileStored("f-1", "measurements", "a.json", NOON, "lab");
    public static final FileStored NAMELESS_STORED = new FileStored("f-1", "measurements", null, NOON, null);
    public static final FileDeleted DELETED = new FileDeleted("f-1");
    public static final FileExpired EXPIRED = new FileExpired("f-1");
    public static final StreamClosed STREAM_CLOSED = new StreamClosed("f-1", 42);
    public static final List<FileEvent> EVENTS =
            List.of(OPENED, PROGRESS, CLOSED, ABORTED, OVERDUE, STORED, NAMELESS_STORED);
    public static final List<FileDeletion> DELETIONS = List.of(DELETED, EXPIRED);

    public static final List<UploadClaim> CLAIMS = List.of(
            new ClaimMade("f-1", "alice", "key 1", "c0ffee", true),
            new ClaimMade("f-1", "", null, "c0ffee", false),
            new ClaimConfirmed("f-1", "pending", null),
            new ClaimConfirmed("f-1", "partial", new Position("file-results", 3, 17)),
            new ClaimReleased("f-1", null),
            new ClaimReleased("f-1", new Position("file-deletions", 0, 0)));

    public static final FileResult RESULT = new FileResult(
            new FileSummary(
                    "f-1",
                    FileStatus.PARTIAL,
                    false,
                    null,
                    "upload",
                    "sensor-readings",
                    "a.csv",
                    null,
                    NOON,
                    NOON.plusMillis(1_500),
                    1.5,
                    null,
                    4,
                    2,
                    2,
                    1,
                    null,
                    0,
                    List.of(new ErrorCount("type-error", "value", 1), new ErrorCount("blank-row", null, 1)),
                    new Progress(1_050, 1, true, 1, 4, 4)),
            Map.of("s1", statistics(19.5, 21.5)),
            new FileResult.Chunks(
                    List.of(new ChunkRange(0, 17, 17), new ChunkRange(3, 0, 1)), new Tally(2, -5), new Tally(2, 9)));
    public static final FileResult TOO_LARGE_FIGURES = new FileResult(
            RESULT.summary(),
            Map.of("süd \"1\"", statistics(Double.MAX_VALUE, Double.MAX_VALUE), "s2", statistics(0)),
            null);
    public static final FileResult WITHOUT_TIME =
            new FileResult(RESULT.summary(), Map.of("\"Anna, Lena\",2020-01-01", withoutTime(50, 100)), null);
    public static final FileResult FAILED = new FileResult(
            new FileSummary(
                    "f-1",
                    FileStatus.FAILED,
                    false,
                    FAULT,
                    "record",
                    "sensor-readings",
                    null,
                    null,
                    NOON,
                    null,
                    null,
                    null,
                    0,
                    0,
                    0,
                    0,
                    null,
                    0,
                    List.of(),
                    new Progress(0, 0, false, 0, 0, 0)),
            null,
            null);

    private Messages() {}

    private static SeriesFigures statistics(double... values) {
        SeriesStatistics statistics = new SeriesStatistics();
        for (double value : values) {
            statistics.add(value, NOON_MICROS);
        }
        return SeriesFigures.of(statistics);
    }

    private static SeriesFigures withoutTime(double... values) {
        SeriesStatistics statistics = new SeriesStatistics();
        for (double value : values) {
            statistics.add(value);
        }
        return SeriesFigures.of(statistics);
    }
}
