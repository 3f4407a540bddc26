package dev.sluice.results;

import dev.sluice.results.Measurement.MeasurementsDocument;
import dev.sluice.results.Measurement.MeasurementsSummary;
import dev.sluice.results.SeriesOverFilesDocument.SeriesOverFilesPage;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.schemas.query.SeriesOverFiles;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the documentation shows of datasets and what is known of them. */
final class DatasetExamples {
    private static final String SONGS = "song-plays";
    private static final Instant LATEST = Instant.parse("2026-11-20T10:05:00Z");

    private static final SeriesOverFiles SONG = new SeriesOverFiles(
            "Umbrella,2020-01-01",
            1,
            ResultsExamples.FILE_ID,
            LATEST,
            new SeriesFigures(2, 50, 100, 75.0, 150.0, 25.0, null, null));

    private static final SeriesOverFiles MEASURED = new SeriesOverFiles(
            "2019-05-01T10:00:00Z",
            1,
            "0198c0de-0000-7000-8000-000000000007",
            LATEST,
            new SeriesFigures(
                    2,
                    0,
                    2,
                    1.0,
                    2.0,
                    1.0,
                    Instant.parse("2019-05-01T10:00:00Z"),
                    Instant.parse("2019-05-01T10:00:00Z")));

    static final SeriesOverFilesDocument SERIES = SeriesOverFilesDocument.of(SONG);
    static final SeriesOverFilesPage SERIES_PAGE =
            SeriesOverFilesPage.of(SONGS, new SeriesOverFiles.Page(List.of(SONG), null));
    static final Measurement MEASUREMENT = Measurement.of(MEASURED);
    static final MeasurementsDocument MEASUREMENTS = new MeasurementsDocument(List.of(MEASUREMENT), null);
    static final MeasurementsSummary SUMMARY = MeasurementsSummary.of(new DatasetTotals(4, 2, 2, 1, 1));

    private DatasetExamples() {}

    static Object document() {
        return Json.MAPPER.readValue(shipped(SONGS).document(), Map.class);
    }

    /** The field whose rules a measurement's time keeps. */
    static Field time() {
        return shipped(Measurements.DATASET).groupBy().get(0);
    }

    private static Dataset shipped(String name) {
        return Datasets.shipped().find(name).orElseThrow();
    }
}
