package dev.sluice.results;

import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.RejectsPage;
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

/** {@code GET /results/{id}/rejects}. */
@RestController
@Tag(name = "results")
final class RejectsController {
    private final FileQueries queries;

    RejectsController(FileQueries queries) {
        this.queries = queries;
    }

    @GetMapping(path = "/results/{id}/rejects", produces = "application/json")
    @Operation(
            operationId = "rejects",
            summary = "A file's invalid rows with all that is wrong with them, page by page",
            description =
                    "Rows come in the file's order. The counts are over all invalid rows, whatever the filter; of "
                            + "the rows themselves the first so many are kept, and where that isn't all of them shown says so.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of invalid rows",
            useReturnTypeSchema = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "example", ref = ResultsOpenApi.REJECTS_EXAMPLE)))
    @ApiResponse(responseCode = "400", ref = OpenApiProblems.INVALID_REJECTS_REQUEST)
    @ApiResponse(responseCode = "404", ref = OpenApiProblems.UNKNOWN_FILE)
    @ApiResponse(responseCode = "503", ref = OpenApiProblems.UNAVAILABLE)
    RejectsDocument rejects(
            @Parameter(description = ResultsOpenApi.FILE_ID, example = ResultsOpenApi.FILE_ID_EXAMPLE) @PathVariable
                    String id,
            @Parameter(description = "Only rows with an error of this code", example = "type-error")
                    @RequestParam(required = false)
                    @Nullable
                    String code,
            @Parameter(description = "Only rows with an error of this field of the dataset", example = "value")
                    @RequestParam(required = false)
                    @Nullable
                    String field,
            @Parameter(
                            description = "How many rows at most",
                            example = "100",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "100"))
                    @RequestParam(required = false)
                    @Nullable
                    String limit,
            @Parameter(description = ResultsOpenApi.CURSOR, example = "MTI") @RequestParam(required = false) @Nullable
                    String cursor) {
        String fileId = Requests.fileId(id);
        int most = Requests.limit(limit, PageLimit.REJECTS);
        RejectsPage.Filter filter = Requests.filter(code, field);
        return RejectsDocument.of(Answers.page(
                cursor, from -> queries.rejects(fileId, filter, from, most), () -> ResultsProblem.unknownFile(fileId)));
    }
}
