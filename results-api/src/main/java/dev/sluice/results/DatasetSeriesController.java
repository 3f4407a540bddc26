package dev.sluice.results;

import dev.sluice.results.SeriesOverFilesDocument.SeriesOverFilesPage;
import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.schemas.query.FileQueries;
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

/** {@code GET /datasets/{name}/series} and {@code GET /datasets/{name}/series/{key}}. */
@RestController
@Tag(name = "datasets")
final class DatasetSeriesController {
    private final FileQueries queries;
    private final ResultsProperties properties;

    DatasetSeriesController(FileQueries queries, ResultsProperties properties) {
        this.queries = queries;
        this.properties = properties;
    }

    @GetMapping(path = "/datasets/{name}/series", produces = "application/json")
    @Operation(
            operationId = "datasetSeries",
            summary = "All series over all complete files of a dataset, page by page",
            description = "Series come in the order of their UTF-8 bytes.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of series",
            useReturnTypeSchema = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "example", ref = ResultsOpenApi.ALL_SERIES_EXAMPLE)))
    @ApiResponse(responseCode = "400", ref = OpenApiProblems.INVALID_SERIES_REQUEST)
    @ApiResponse(responseCode = "404", ref = OpenApiProblems.UNKNOWN_DATASET)
    @ApiResponse(responseCode = "503", ref = OpenApiProblems.UNAVAILABLE)
    SeriesOverFilesPage all(
            @Parameter(description = ResultsOpenApi.DATASET, example = "song-plays") @PathVariable String name,
            @Parameter(
                            description = "How many series at most",
                            example = "1000",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "10000", defaultValue = "1000"))
                    @RequestParam(required = false)
                    @Nullable
                    String limit,
            @Parameter(description = ResultsOpenApi.CURSOR, example = "VW1icmVsbGEsMjAyMC0wMS0wMQ")
                    @RequestParam(required = false)
                    @Nullable
                    String cursor) {
        String dataset = Requests.dataset(properties.datasets(), name).name();
        int most = Requests.limit(limit, PageLimit.SERIES_OVER_FILES);
        String after = Requests.seriesAfter(cursor);
        return SeriesOverFilesPage.of(
                dataset,
                Answers.found(queries.allSeriesOverFiles(dataset, after, most), ResultsProblem::internalError));
    }

    @GetMapping(path = "/datasets/{name}/series/{*key}", produces = "application/json")
    @Operation(
            operationId = "datasetSeriesByKey",
            summary = "A series over all complete files of a dataset",
            description =
                    "The key is all that comes after series/, percent-encoded or not, slashes too; only a semicolon "
                            + "must be encoded. Where a dataset groups by several fields it is a CSV record of their values.")
    @ApiResponse(
            responseCode = "200",
            description = "The statistics of all rows, or where the dataset says so of the latest row only",
            useReturnTypeSchema = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "example", ref = ResultsOpenApi.ONE_SERIES_EXAMPLE)))
    @ApiResponse(responseCode = "404", ref = OpenApiProblems.UNKNOWN_SERIES)
    @ApiResponse(responseCode = "503", ref = OpenApiProblems.UNAVAILABLE)
    SeriesOverFilesDocument one(
            @Parameter(description = ResultsOpenApi.DATASET, example = "song-plays") @PathVariable String name,
            @Parameter(description = "The series", example = "Umbrella,2020-01-01") @PathVariable String key) {
        String dataset = Requests.dataset(properties.datasets(), name).name();
        String series = Requests.seriesKey(key);
        return SeriesOverFilesDocument.of(Answers.found(
                queries.seriesOverFiles(dataset, series), () -> DatasetProblems.unknownSeries(dataset, series)));
    }
}
