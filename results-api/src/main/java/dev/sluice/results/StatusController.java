package dev.sluice.results;

import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FileSummary;
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

/** {@code GET /status/{id}}. */
@RestController
@Tag(name = "results", description = "What has become of uploaded files")
final class StatusController {
    private final FileQueries queries;
    private final EndWait endWait = new EndWait();

    StatusController(FileQueries queries) {
        this.queries = queries;
    }

    @GetMapping(path = "/status/{id}", produces = "application/json")
    @Operation(
            operationId = "status",
            summary = "Where a file stands",
            description = "Never 404 for a file whose upload was accepted. While provisional is true all may change; "
                    + "once it is false nothing does. With wait the answer is held back until then, or until the time is over "
                    + "(at once where too many wait already): look at provisional, and ask again if it is true.")
    @ApiResponse(
            responseCode = "200",
            description = "The file without its statistics",
            useReturnTypeSchema = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "example", ref = ResultsOpenApi.SUMMARY_EXAMPLE)))
    @ApiResponse(responseCode = "400", ref = OpenApiProblems.INVALID_STATUS_REQUEST)
    @ApiResponse(responseCode = "404", ref = OpenApiProblems.UNKNOWN_FILE)
    @ApiResponse(responseCode = "503", ref = OpenApiProblems.UNAVAILABLE)
    FileSummary status(
            @Parameter(description = ResultsOpenApi.FILE_ID, example = ResultsOpenApi.FILE_ID_EXAMPLE) @PathVariable
                    String id,
            @Parameter(
                            description = "How many seconds the answer may be held back until the file has ended",
                            example = "10",
                            schema = @Schema(type = "integer", minimum = "0", maximum = "30", defaultValue = "0"))
                    @RequestParam(required = false)
                    @Nullable
                    String wait) {
        String fileId = Requests.fileId(id);
        return Answers.ofFile(endWait.until(Requests.wait(wait), () -> queries.file(fileId)), fileId);
    }
}
