package dev.sluice.results;

import dev.sluice.schemas.message.Fault;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FileSummary.ErrorCount;
import dev.sluice.schemas.query.FileSummary.Progress;
import java.time.Instant;
import java.util.List;

/** Summaries for tests. */
final class FileSummaries {
    private FileSummaries() {}

    static FileSummary partial(String fileId) {
        return file(fileId, FileStatus.PARTIAL);
    }

    static FileSummary ofDataset(String fileId, String dataset) {
        return file(fileId, FileStatus.PARTIAL, dataset);
    }

    static FileSummary file(String fileId, FileStatus status) {
        return file(fileId, status, "sensor-readings");
    }

    private static FileSummary file(String fileId, FileStatus status, String dataset) {
        boolean ended = status.terminal();
        return new FileSummary(
                fileId,
                status,
                !ended,
                status == FileStatus.FAILED ? new Fault("aborted", "the upload broke off") : null,
                "upload",
                dataset,
                "data.csv",
                Instant.parse("2026-11-20T10:05:00Z"),
                ended ? 1.5 : null,
                5,
                3,
                2,
                2,
                0,
                List.of(new ErrorCount("type-error", "value", 1), new ErrorCount("extra-cell", null, 1)),
                new Progress(128, 1, ended, 1, 5, 5));
    }
}
