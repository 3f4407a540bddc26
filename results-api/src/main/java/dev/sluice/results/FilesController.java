package dev.sluice.results;

import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FilesPage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /files} and {@code DELETE /files/{id}}. */
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
                    "A page may have fewer files than its limit though there are more: next_cursor tells. Where partial is true a part of all files could not be asked: unreachable says which and why. Of "
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
                            description = "Files of that status alone",
                            example = "failed",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"pending", "processing", "processed", "partial", "failed"
                                            }))
                    @RequestParam(required = false)
                    @Nullable
                    String status,
            @Parameter(
                            description = "Files alone whose name or id has that in it, in capitals or not",
                            example = "hall")
                    @RequestParam(required = false)
                    @Nullable
                    String q,
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
        FilesPage.Filter filter = Requests.filesFilter(status, q);
        int most = Requests.limit(limit, PageLimit.FILES);
        return FilesDocument.of(
                Answers.page(cursor, from -> queries.files(filter, from, most), ResultsProblem::internalError));
    }

    @DeleteMapping("/files/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteFile",
            summary = "Delete a file, wherever it is on its way",
            description =
                    "Its status, results and rejects are gone with the answer, and it counts in no sum over files any more. What "
                            + "is still to come of it is dropped: an upload that goes on isn't stopped, but in vain. The "
                            + "topics keep what was written to them until their retention is over. Ask again after a 503: 204 "
                            + "and 404 both say that there is no such file now.")
    @ApiResponse(responseCode = "204", description = "It is deleted")
    @ApiResponse(responseCode = "400", ref = OpenApiProblems.INVALID_FILE_ID)
    @ApiResponse(responseCode = "404", ref = OpenApiProblems.UNKNOWN_FILE)
    @ApiResponse(responseCode = "503", ref = OpenApiProblems.UNAVAILABLE)
    void delete(
            @Parameter(description = ResultsOpenApi.FILE_ID, example = ResultsOpenApi.FILE_ID_EXAMPLE) @PathVariable
                    String id) {
        String fileId = Requests.fileId(id);
        var unused = Answers.ofFile(queries.delete(fileId), fileId);
    }
}
