package dev.sluice.results;

import dev.sluice.results.Measurement.MeasurementsDocument;
import dev.sluice.results.Measurement.MeasurementsSummary;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /measurements} and below. */
@RestController
@Tag(name = "measurements", description = "What came of the JSON readings of the dataset measurements")
final class MeasurementsController {
    private final Measurements measurements;

    MeasurementsController(Measurements measurements) {
        this.measurements = measurements;
    }

    @GetMapping(path = "/measurements", produces = "application/json")
    @Operation(operationId = "measurements", summary = "All measurements in the order of time, page by page")
    @ApiResponse(
            responseCode = "200",
            description = "A page of measurements",
            useReturnTypeSchema = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "example", ref = ResultsOpenApi.MEASUREMENTS_EXAMPLE)))
    @ApiResponse(responseCode = "400", ref = OpenApiProblems.INVALID_SERIES_REQUEST)
    @ApiResponse(responseCode = "503", ref = OpenApiProblems.UNAVAILABLE)
    MeasurementsDocument measurements(
            @Parameter(
                            description = "How many measurements at most",
                            example = "1000",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "10000", defaultValue = "1000"))
                    @RequestParam(required = false)
                    @Nullable
                    String limit,
            @Parameter(description = ResultsOpenApi.CURSOR, example = "MjAxOS0wNS0wMVQxMDowMDowMFo")
                    @RequestParam(required = false)
                    @Nullable
                    String cursor) {
        return measurements.page(cursor, Requests.limit(limit, PageLimit.SERIES_OVER_FILES));
    }

    @GetMapping(path = "/measurements/{measured_at}", produces = "application/json")
    @Operation(
            operationId = "measurement",
            summary = "What was measured at a time",
            description = "As computed from the record that came last. However the time is written, it is the same "
                    + "measurement; a plus may stand in the path as it is.")
    @ApiResponse(
            responseCode = "200",
            description = "The measurement",
            useReturnTypeSchema = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "example", ref = ResultsOpenApi.MEASUREMENT_EXAMPLE)))
    @ApiResponse(responseCode = "400", ref = OpenApiProblems.INVALID_TIME)
    @ApiResponse(responseCode = "404", ref = OpenApiProblems.UNKNOWN_MEASUREMENT)
    @ApiResponse(responseCode = "503", ref = OpenApiProblems.UNAVAILABLE)
    Measurement measurement(
            @Parameter(description = "ISO-8601 with a zone", example = "2019-05-01T06:00:00-04:00")
                    @PathVariable("measured_at")
                    String measuredAt) {
        return measurements.at(measuredAt);
    }

    @GetMapping(path = "/measurements/summary", produces = "application/json")
    @Operation(
            operationId = "measurementsSummary",
            summary = "How many measurements were sent, and what became of them",
            description = "All that came to their end and are kept.")
    @ApiResponse(
            responseCode = "200",
            description = "Three counts",
            useReturnTypeSchema = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            examples =
                                    @ExampleObject(
                                            name = "example",
                                            ref = ResultsOpenApi.MEASUREMENTS_SUMMARY_EXAMPLE)))
    @ApiResponse(responseCode = "503", ref = OpenApiProblems.UNAVAILABLE)
    MeasurementsSummary summary() {
        return measurements.summary();
    }
}
