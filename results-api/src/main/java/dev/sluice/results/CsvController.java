package dev.sluice.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.SeriesPage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /results/{id}.csv}. The id may hold dots and even end in {@code .csv}: the last suffix is the type's. */
@RestController
@Tag(name = "results")
final class CsvController {
    private final FileQueries queries;

    CsvController(FileQueries queries) {
        this.queries = queries;
    }

    @GetMapping(path = "/results/{id}.csv", produces = "text/csv")
    @Operation(
            operationId = "resultsCsv",
            summary = "All statistics of a finished file as CSV",
            description = "UTF-8, RFC 4180 quoting, lines end in LF. Of a failed file: the sensors it has, if any. A "
                    + "connection that breaks before the end of the response means that rows are missing.")
    @ApiResponse(
            responseCode = "200",
            description = "All statistics",
            content =
                    @Content(
                            mediaType = "text/csv",
                            schema = @Schema(type = "string"),
                            examples = @ExampleObject(name = "example", ref = ResultsOpenApi.CSV_EXAMPLE)))
    @ApiResponse(responseCode = "400", ref = ResultsOpenApi.INVALID_FILE_ID)
    @ApiResponse(responseCode = "404", ref = ResultsOpenApi.UNKNOWN_FILE)
    @ApiResponse(responseCode = "425", ref = ResultsOpenApi.NOT_FINISHED)
    @ApiResponse(responseCode = "503", ref = ResultsOpenApi.UNAVAILABLE)
    void csv(
            @Parameter(description = ResultsOpenApi.FILE_ID, example = ResultsOpenApi.FILE_ID_EXAMPLE) @PathVariable
                    String id,
            HttpServletResponse response)
            throws IOException {
        String fileId = Requests.fileId(id);
        SeriesPage first = Requests.found(queries.series(fileId, null, SeriesDownload.PAGE), fileId);
        if (!first.summary().status().terminal()) {
            throw ResultsProblem.notFinished(first.summary());
        }
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(fileId + ".csv")
                        .build()
                        .toString());
        new SeriesDownload(queries, first)
                .writeTo(new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), UTF_8)));
    }
}
