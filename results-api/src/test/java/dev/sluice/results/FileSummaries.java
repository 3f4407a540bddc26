package dev.sluice.results;

import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FileSummary.ErrorCount;
import dev.sluice.schemas.query.FileSummary.Progress;
import dev.sluice.schemas.query.FileSummary.StageTimes;
import dev.sluice.tabular.row.Fault;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Summaries for tests. */
public final class FileSummaries {
    private FileSummaries() {}

    public static FileSummary partial(String fileId) {
        return file(fileId, FileStatus.PARTIAL);
    }

    public static FileSummary ofDataset(String fileId, String dataset) {
        return file(fileId, FileStatus.PARTIAL, dataset);
    }

    public static FileSummary file(String fileId, FileStatus status) {
        return file(fileId, status, "sensor-readings");
    }

    /** An ended file of a client. */
    public static FileSummary ofClient(String fileId, String client) {
        return file(fileId, FileStatus.PARTIAL, "sensor-readings", client, null);
    }

    /** With more series than are kept. */
    public static FileSummary overflown(String fileId) {
        return file(
                fileId,
                FileStatus.PARTIAL,
                "sensor-readings",
                null,
                new FileSummary.Overflow(2_000, FakeFileQueries.statistics(2_000)));
    }

    private static FileSummary file(String fileId, FileStatus status, String dataset) {
        return file(fileId, status, dataset, null, null);
    }

    private static FileSummary file(
            String fileId,
            FileStatus status,
            String dataset,
            @Nullable String client,
            FileSummary.@Nullable Overflow overflow) {
        boolean ended = status.terminal();
        return new FileSummary(
                fileId,
                status,
                !ended,
                status == FileStatus.FAILED ? new Fault("aborted", "the upload broke off") : null,
                "upload",
                dataset,
                "data.csv",
                client,
                Instant.parse("2026-11-20T10:05:00Z"),
                ended ? Instant.parse("2026-11-20T10:05:01.500Z") : null,
                ended ? 1.5 : null,
                ended ? new StageTimes(1.0, 0.25, 0.25) : null,
                5,
                3,
                2,
                2,
                overflow,
                0,
                List.of(new ErrorCount("type-error", "value", 1), new ErrorCount("extra-cell", null, 1)),
                new Progress(128, 1, ended, 1, 5, 5));
    }
}
