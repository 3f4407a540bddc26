package dev.sluice.results.reject;

import dev.sluice.results.http.Answers;
import dev.sluice.results.http.CsvResponse;
import dev.sluice.results.http.Requests;
import dev.sluice.results.http.VisibleFiles;
import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.schemas.query.RejectsPage;
import jakarta.servlet.http.HttpServletRequest;
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

    private final VisibleFiles files;
    private final ResultsProperties properties;

    RejectsCsvController(VisibleFiles files, ResultsProperties properties) {
        this.files = files;
        this.properties = properties;
    }

    @GetMapping(path = "/results/{id}/rejects.csv", produces = "text/csv")
    void csv(
            HttpServletRequest request,
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean raw,
            HttpServletResponse response)
            throws IOException {
        String fileId = Requests.fileId(id);
        RejectsPage first = Answers.ofFile(
                files.of(request).rejects(fileId, RejectsPage.Filter.NONE, null, RejectsDownload.PAGE), fileId);
        Answers.requireEnd(first.summary());
        RejectsDownload download =
                RejectsDownload.of(files.of(request), first, RejectLayout.of(first, properties.datasets()), raw);
        KeptRejects.of(first).some().ifPresent(some -> response.setHeader(KEPT, some));
        download.writeTo(CsvResponse.begin(response, fileId + "-rejects.csv"));
    }
}
