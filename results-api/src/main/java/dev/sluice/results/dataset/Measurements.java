package dev.sluice.results.dataset;

import dev.sluice.results.dataset.Measurement.MeasurementsDocument;
import dev.sluice.results.dataset.Measurement.MeasurementsSummary;
import dev.sluice.results.http.Answers;
import dev.sluice.results.http.DatasetProblems;
import dev.sluice.results.http.Requests;
import dev.sluice.results.http.ResultsProblem;
import dev.sluice.results.http.SeriesCursor;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.SeriesOverFiles;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The dataset {@code measurements}, as measurements by time. */
public final class Measurements {
    static final String DATASET = "measurements";

    private final FileQueries queries;
    private final Field time;

    public Measurements(FileQueries queries, Datasets datasets) {
        this.queries = queries;
        time = datasets.find(DATASET).orElseThrow().groupBy().get(0);
    }

    /** The measurement of a time, in any notation. */
    Measurement at(String text) {
        String measuredAt =
                canonical(text).orElseThrow(() -> DatasetProblems.invalidTime(time.violations(text.strip())));
        return Measurement.of(Answers.found(
                queries.seriesOverFiles(DATASET, measuredAt), () -> DatasetProblems.unknownMeasurement(measuredAt)));
    }

    MeasurementsDocument page(@Nullable String cursor, int limit) {
        String last = Requests.seriesAfter(cursor);
        if (last != null && !canonical(last).equals(Optional.of(last))) {
            throw ResultsProblem.invalidCursor(cursor == null ? "" : cursor);
        }
        SeriesOverFiles.Page page = new TimeOrder(queries, DATASET).after(last, limit);
        String next = page.next();
        return new MeasurementsDocument(
                page.series().stream().map(Measurement::of).toList(), next == null ? null : SeriesCursor.of(next));
    }

    MeasurementsSummary summary() {
        return MeasurementsSummary.of(Answers.found(queries.totals(DATASET), ResultsProblem::internalError));
    }

    private Optional<String> canonical(String text) {
        Object value = time.parse(text.strip());
        return value == null || value == Field.MISSING ? Optional.empty() : Optional.of(time.text(value));
    }
}
