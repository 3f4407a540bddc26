package dev.sluice.results;

import dev.sluice.results.settings.ResultsProperties;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /datasets} and {@code GET /datasets/{name}}. */
@RestController
@Tag(name = "datasets", description = "What kinds of files there are, and what all files of a kind say")
final class DatasetsController {
    private final ResultsProperties properties;

    DatasetsController(ResultsProperties properties) {
        this.properties = properties;
    }

    @GetMapping(path = "/datasets", produces = "application/json")
    @Operation(operationId = "datasets", summary = "All datasets, the default one first")
    @ApiResponse(
            responseCode = "200",
            description = "All datasets in short",
            useReturnTypeSchema = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "example", ref = ResultsOpenApi.DATASETS_EXAMPLE)))
    DatasetsDocument datasets() {
        return DatasetsDocument.of(properties.datasets());
    }

    @GetMapping(path = "/datasets/{name}", produces = "application/json")
    @Operation(
            operationId = "dataset",
            summary = "A dataset's document",
            description = "As it was written: a Frictionless Table Schema 2.0 with a Table Dialect and the property "
                    + "sluice, which says what rows are grouped by and what is measured.")
    @ApiResponse(
            responseCode = "200",
            description = "The document",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(name = "example", ref = ResultsOpenApi.DATASET_EXAMPLE)))
    @ApiResponse(responseCode = "404", ref = OpenApiProblems.UNKNOWN_DATASET)
    String dataset(@Parameter(description = ResultsOpenApi.DATASET, example = "song-plays") @PathVariable String name) {
        return Requests.dataset(properties.datasets(), name).document();
    }
}
