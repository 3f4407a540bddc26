package dev.sluice.results.dataset;

import dev.sluice.results.dataset.Measurement.MeasurementsDocument;
import dev.sluice.results.dataset.Measurement.MeasurementsSummary;
import dev.sluice.results.http.PageLimit;
import dev.sluice.results.http.Requests;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /measurements} and below. */
@RestController
public final class MeasurementsController {
    private final Measurements measurements;

    MeasurementsController(Measurements measurements) {
        this.measurements = measurements;
    }

    @GetMapping(path = "/measurements", produces = "application/json")
    MeasurementsDocument measurements(
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return measurements.page(cursor, Requests.limit(limit, PageLimit.SERIES_OVER_FILES));
    }

    @GetMapping(path = "/measurements/{measured_at}", produces = "application/json")
    Measurement measurement(@PathVariable("measured_at") String measuredAt) {
        return measurements.at(measuredAt);
    }

    @GetMapping(path = "/measurements/summary", produces = "application/json")
    MeasurementsSummary summary() {
        return measurements.summary();
    }
}
