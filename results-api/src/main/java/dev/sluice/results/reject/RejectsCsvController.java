package dev.sluice.results.reject;

import dev.sluice.results.http.Answers;
import dev.sluice.results.http.CsvResponse;
import dev.sluice.results.http.Requests;
import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.RejectsPage;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /results/{id}/rejects.csv}. */
@RestController
public final class RejectsCsvController {
    public static final String KEPT = "X-Rejects-Kept";

    private final FileQueries queries;
    private final ResultsProperties properties;

    RejectsCsvController(FileQueries queries, ResultsProperties properties) {
        this.queries = queries;
        this.properties = properties;
    }

    @GetMapping(path = "/results/{id}/rejects.csv", produces = "text/csv")
    void csv(@PathVariable String id, @RequestParam(defaultValue = "false") boolean raw, HttpServletResponse response)
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
