package dev.sluice.results;

import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesPage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /results/{id}.csv}. The id may hold dots and even end in {@code .csv}: the last suffix is the type's. */
@RestController
@Tag(name = "results")
final class CsvController {
    static final String OVERFLOW = "X-Overflow-Rows";

    private final SeriesPages pages;
    private final ResultsProperties properties;

    CsvController(SeriesPages pages, ResultsProperties properties) {
        this.pages = pages;
        this.properties = properties;
    }

    @GetMapping(path = "/results/{id}.csv", produces = "text/csv")
    @Operation(
            operationId = "resultsCsv",
            summary = "All statistics of a finished file as CSV",
            description =
                    "The columns that the file's dataset names. UTF-8, RFC 4180 quoting, lines end in LF. Safe to "
                            + "open in a spreadsheet program: a cell that would be a formula there has an apostrophe before "
                            + "it, as in rejects.csv; raw=true leaves all as it is. Of a failed file: the series it has, if any. Rows of more series than are kept of a file are "
                            + "in none of these: a header says how many they are, the JSON what they came to. A connection that breaks before the end of "
                            + "the response means that rows are missing.")
    @ApiResponse(
            responseCode = "200",
            description = "All statistics",
            headers =
                    @Header(
                            name = OVERFLOW,
                            description = "How many valid rows are of more series than are kept, if any: 20000",
                            schema = @Schema(type = "string")),
            content =
                    @Content(
                            mediaType = "text/csv",
                            schema = @Schema(type = "string"),
                            examples = @ExampleObject(name = "example", ref = ResultsOpenApi.CSV_EXAMPLE)))
    @ApiResponse(responseCode = "400", ref = OpenApiProblems.INVALID_FILE_ID)
    @ApiResponse(responseCode = "404", ref = OpenApiProblems.UNKNOWN_FILE)
    @ApiResponse(responseCode = "425", ref = OpenApiProblems.NOT_FINISHED)
    @ApiResponse(responseCode = "503", ref = OpenApiProblems.UNAVAILABLE)
    void csv(
            @Parameter(description = ResultsOpenApi.FILE_ID, example = ResultsOpenApi.FILE_ID_EXAMPLE) @PathVariable
                    String id,
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(description = ResultsOpenApi.RAW, example = "false") @RequestParam(defaultValue = "false")
                    boolean raw,
            HttpServletResponse response)
            throws IOException {
        String fileId = Requests.fileId(id);
        SeriesPage first = pages.page(request, fileId, null, SeriesDownload.PAGE);
        Answers.requireEnd(first.summary());
        FileSummary.Overflow overflow = first.summary().overflow();
        if (overflow != null) {
            response.setHeader(OVERFLOW, Long.toString(overflow.rows()));
        }
        SeriesTable table =
                SeriesTable.of(properties.datasets(), first.summary().dataset());
        new SeriesDownload(pages.queries(), first, table, raw).writeTo(CsvResponse.begin(response, fileId + ".csv"));
    }
}
