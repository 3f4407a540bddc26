package dev.sluice.results.dataset;

import dev.sluice.results.dataset.Measurement.MeasurementsDocument;
import dev.sluice.results.dataset.Measurement.MeasurementsSummary;
import dev.sluice.results.http.PageLimit;
import dev.sluice.results.http.Requests;
import dev.sluice.results.http.VisibleFiles;
import dev.sluice.results.settings.ResultsProperties;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /measurements} and below. */
@RestController
public final class MeasurementsController {
    private final VisibleFiles files;
    private final ResultsProperties properties;

    MeasurementsController(VisibleFiles files, ResultsProperties properties) {
        this.files = files;
        this.properties = properties;
    }

    @GetMapping(path = "/measurements", produces = "application/json")
    MeasurementsDocument measurements(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return of(request).page(cursor, Requests.limit(limit, PageLimit.SERIES_OVER_FILES));
    }

    @GetMapping(path = "/measurements/{measured_at}", produces = "application/json")
    Measurement measurement(HttpServletRequest request, @PathVariable("measured_at") String measuredAt) {
        return of(request).at(measuredAt);
    }

    @GetMapping(path = "/measurements/summary", produces = "application/json")
    MeasurementsSummary summary(HttpServletRequest request) {
        return of(request).summary();
    }

    private Measurements of(HttpServletRequest request) {
        return new Measurements(files.of(request), properties.datasets());
    }
}
