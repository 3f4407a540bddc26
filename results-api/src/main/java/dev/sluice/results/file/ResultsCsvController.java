package dev.sluice.results.file;

import dev.sluice.results.http.Answers;
import dev.sluice.results.http.CsvResponse;
import dev.sluice.results.http.Requests;
import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /results/{id}.csv}. The id may contain dots and even end in {@code .csv}: the last suffix is the type. */
@RestController
public final class ResultsCsvController {
    public static final String OVERFLOW = "X-Overflow-Rows";

    private final SeriesPages pages;
    private final ResultsProperties properties;

    ResultsCsvController(SeriesPages pages, ResultsProperties properties) {
        this.pages = pages;
        this.properties = properties;
    }

    @GetMapping(path = "/results/{id}.csv", produces = "text/csv")
    void csv(
            @PathVariable String id,
            HttpServletRequest request,
            @RequestParam(defaultValue = "false") boolean raw,
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
