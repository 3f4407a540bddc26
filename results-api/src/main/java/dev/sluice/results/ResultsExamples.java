package dev.sluice.results;

import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FileSummary.ErrorCount;
import dev.sluice.schemas.query.FileSummary.Progress;
import dev.sluice.schemas.query.FileSummary.StageTimes;
import dev.sluice.schemas.query.FilesPage;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.schemas.query.SeriesPage;
import dev.sluice.schemas.query.SeriesPage.Series;
import dev.sluice.schemas.query.SystemState;
import dev.sluice.schemas.query.SystemState.StageState;
import dev.sluice.schemas.query.SystemState.TopicLag;
import dev.sluice.schemas.query.SystemState.TopicState;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.row.RowError;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One small file as the documentation shows it, before and after its end. */
final class ResultsExamples {
    static final String FILE_ID = "01936f3e-8c00-7a4b-9d1c-2f6e5a7b8c9d";

    static final FileSummary UNFINISHED_FILE =
            file(FileStatus.PROCESSING, true, null, new Progress(96, 1, false, 1, 2, 2));

    static final FileSummary PARTIAL_FILE = file(FileStatus.PARTIAL, false, 0.4, new Progress(128, 1, true, 1, 4, 4));

    static final SeriesPage SERIES = new SeriesPage(
            PARTIAL_FILE,
            List.of(new Series(
                    "sensor-1",
                    new SeriesFigures(
                            3,
                            19.5,
                            22.5,
                            21.0,
                            63.0,
                            1.224744871391589,
                            Instant.parse("2026-11-20T10:00:00Z"),
                            Instant.parse("2026-11-20T10:02:00Z")))),
            null);

    static final RejectsPage REJECTS = new RejectsPage(
            PARTIAL_FILE,
            "timestamp,sensor_id,value",
            "delimiter=%2C&header=present",
            1,
            List.of(new InvalidRow(
                    FILE_ID,
                    0L,
                    4,
                    "2026-11-20T10:03:00Z,sensor-1,warm",
                    false,
                    List.of(new RowError(
                            "type-error", "value", "expected a finite decimal number, found \"warm\"", "warm")))),
            null);

    static final FilesPage FILES = new FilesPage(List.of(PARTIAL_FILE), null);

    static final SystemState SYSTEM = new SystemState(
            Instant.parse("2026-11-20T10:05:00Z"),
            List.of("kafka:9092"),
            List.of(new TopicState("sluice.raw-chunks", 4, 12), new TopicState("sluice.valid-rows", 4, 48_210)),
            List.of(new StageState(
                    "split", "sluice.splitter", 2, 3, List.of(new TopicLag("sluice.raw-chunks", 3)), List.of())));

    private ResultsExamples() {}

    static String csv() {
        return written(out -> new SeriesCsv(out, SeriesTable.of(Datasets.shipped(), PARTIAL_FILE.dataset()), false)
                .write(SERIES.series()));
    }

    static String events() {
        LiveEvent event = LiveEvent.of("file", PARTIAL_FILE);
        return "id:" + event.id() + "-\nevent:" + event.name() + "\ndata:" + event.data() + "\n\n";
    }

    static String rejectsCsv() {
        RejectLayout layout = RejectLayout.of(REJECTS, Datasets.shipped());
        return written(out -> new RejectsCsv(out, layout, false, false).write(REJECTS.rejects()));
    }

    private interface Output {
        void writeTo(Writer out) throws IOException;
    }

    private static String written(Output output) {
        StringWriter text = new StringWriter();
        try {
            output.writeTo(text);
        } catch (IOException e) {
            // Declared for writers over a connection; this one is memory.
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static FileSummary file(
            FileStatus status, boolean provisional, @Nullable Double seconds, Progress progress) {
        long invalid = progress.closed() ? 1 : 0;
        return new FileSummary(
                FILE_ID,
                status,
                provisional,
                null,
                "upload",
                "sensor-readings",
                "sensor_data.csv",
                Instant.parse("2026-11-20T10:05:00Z"),
                seconds == null ? null : Instant.parse("2026-11-20T10:05:00.400Z"),
                seconds,
                provisional ? null : new StageTimes(0.25, 0.1, 0.05),
                progress.rowsAggregated(),
                progress.rowsAggregated() - invalid,
                invalid,
                1,
                null,
                0,
                invalid == 0 ? List.of() : List.of(new ErrorCount("type-error", "value", invalid)),
                progress);
    }
}
