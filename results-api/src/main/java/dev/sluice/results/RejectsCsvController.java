package dev.sluice.results;

import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.RejectsPage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /results/{id}/rejects.csv}. */
@RestController
@Tag(name = "results")
final class RejectsCsvController {
    static final String KEPT = "X-Rejects-Kept";

    private final FileQueries queries;
    private final ResultsProperties properties;

    RejectsCsvController(FileQueries queries, ResultsProperties properties) {
        this.queries = queries;
        this.properties = properties;
    }

    @GetMapping(path = "/results/{id}/rejects.csv", produces = "text/csv")
    @Operation(
            operationId = "rejectsCsv",
            summary = "A finished file's invalid rows as CSV, to be mended and sent again",
            description =
                    "The file's own columns (of JSON the dataset's fields), then _line, _code and _message: codes "
                            + "joined by a semicolon, messages by a semicolon and a space. What fits in no column is in _extra, "
                            + "which is there only if there is such a thing; a row that comes back is rejected while it is filled. Separated by commas whatever the file was, UTF-8, "
                            + "RFC 4180 quoting, lines end in LF. Safe to open in a spreadsheet program: a cell that begins with "
                            + "= + - @, full-width or not, a tab or a line break and is no number has an apostrophe before it, and so "
                            + "has such a part of a cell behind a semicolon, a tab or a line break; raw=true leaves all as it is. Sluice takes "
                            + "that off and ignores its own columns when such a file comes back. Of a wide file each row has one reading, "
                            + "with what its record shares. A connection that breaks before the end of the "
                            + "response means that rows are missing.")
    @ApiResponse(
            responseCode = "200",
            description = "The invalid rows that are kept",
            headers =
                    @Header(
                            name = KEPT,
                            description = "How many of the invalid rows these are, if not all: 1000 of 5321",
                            schema = @Schema(type = "string")),
            content =
                    @Content(
                            mediaType = "text/csv",
                            schema = @Schema(type = "string"),
                            examples = @ExampleObject(name = "example", ref = ResultsOpenApi.REJECTS_CSV_EXAMPLE)))
    @ApiResponse(responseCode = "400", ref = OpenApiProblems.INVALID_FILE_ID)
    @ApiResponse(responseCode = "404", ref = OpenApiProblems.UNKNOWN_FILE)
    @ApiResponse(responseCode = "425", ref = OpenApiProblems.NOT_FINISHED)
    @ApiResponse(responseCode = "503", ref = OpenApiProblems.UNAVAILABLE)
    void csv(
            @Parameter(description = ResultsOpenApi.FILE_ID, example = ResultsOpenApi.FILE_ID_EXAMPLE) @PathVariable
                    String id,
            @Parameter(description = ResultsOpenApi.RAW, example = "false") @RequestParam(defaultValue = "false")
                    boolean raw,
            HttpServletResponse response)
            throws IOException {
        String fileId = Requests.fileId(id);
        RejectsPage first =
                Answers.ofFile(queries.rejects(fileId, RejectsPage.Filter.NONE, null, RejectsDownload.PAGE), fileId);
        Answers.requireEnd(first.summary());
        RejectsDownload download =
                RejectsDownload.of(queries, first, RejectLayout.of(first, properties.datasets()), raw);
        KeptRejects.of(first).some().ifPresent(some -> response.setHeader(KEPT, some));
        download.writeTo(CsvResponse.begin(response, fileId + "-rejects.csv"));
    }
}
