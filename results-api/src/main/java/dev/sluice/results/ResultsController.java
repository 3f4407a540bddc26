package dev.sluice.results;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /results/{id}}. A path that ends in {@code .csv} is the {@link CsvController}'s; only for a client that takes
 * JSON and no CSV it is the id of a file that is called so.
 */
@RestController
@Tag(name = "results")
final class ResultsController {
    private final SeriesPages pages;

    ResultsController(SeriesPages pages) {
        this.pages = pages;
    }

    @GetMapping(path = "/results/{id}", produces = "application/json")
    @Operation(
            operationId = "results",
            summary = "A file with its statistics per series, page by page",
            description =
                    "Series come in the order of their UTF-8 bytes. Before the end the document has what there "
                            + "is so far, with provisional true. For a file whose id ends in .csv send Accept: application/json.")
    @ApiResponse(
            responseCode = "200",
            description = "The file with a page of its statistics",
            useReturnTypeSchema = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "example", ref = ResultsOpenApi.RESULTS_EXAMPLE)))
    @ApiResponse(responseCode = "400", ref = OpenApiProblems.INVALID_RESULTS_REQUEST)
    @ApiResponse(responseCode = "404", ref = OpenApiProblems.UNKNOWN_FILE)
    @ApiResponse(responseCode = "503", ref = OpenApiProblems.UNAVAILABLE)
    ResultsDocument results(
            @Parameter(description = ResultsOpenApi.FILE_ID, example = ResultsOpenApi.FILE_ID_EXAMPLE) @PathVariable
                    String id,
            @Parameter(
                            description = "How many series at most",
                            example = "1000",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "10000", defaultValue = "1000"))
                    @RequestParam(required = false)
                    @Nullable
                    String limit,
            @Parameter(description = ResultsOpenApi.CURSOR, example = "c2Vuc29yLTE")
                    @RequestParam(required = false)
                    @Nullable
                    String cursor,
            @Parameter(hidden = true) HttpServletRequest request) {
        String fileId = Requests.fileId(id);
        int most = Requests.limit(limit, PageLimit.SERIES);
        String after = Requests.seriesAfter(cursor);
        return ResultsDocument.of(pages.page(request, fileId, after, most));
    }
}
