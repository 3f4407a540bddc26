package dev.sluice.results;

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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /files}. */
@RestController
@Tag(name = "results")
final class FilesController {
    private final FileQueries queries;

    FilesController(FileQueries queries) {
        this.queries = queries;
    }

    @GetMapping(path = "/files", produces = "application/json")
    @Operation(
            operationId = "files",
            summary = "All files, newest first, page by page",
            description =
                    "Where partial is true a part of all files could not be asked: unreachable says which and why. Of "
                            + "it there are at most files that have ended.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of files",
            useReturnTypeSchema = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "example", ref = ResultsOpenApi.FILES_EXAMPLE)))
    @ApiResponse(responseCode = "400", ref = OpenApiProblems.INVALID_FILES_REQUEST)
    @ApiResponse(responseCode = "503", ref = OpenApiProblems.UNAVAILABLE)
    FilesDocument files(
            @Parameter(
                            description = "How many files at most",
                            example = "100",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "100"))
                    @RequestParam(required = false)
                    @Nullable
                    String limit,
            @Parameter(description = ResultsOpenApi.CURSOR, example = "MDE5YTlm")
                    @RequestParam(required = false)
                    @Nullable
                    String cursor) {
        int most = Requests.limit(limit, PageLimit.FILES);
        return FilesDocument.of(Answers.page(cursor, from -> queries.files(from, most), ResultsProblem::internalError));
    }
}
