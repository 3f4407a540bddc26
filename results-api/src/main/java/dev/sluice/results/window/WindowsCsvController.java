package dev.sluice.results.window;

import dev.sluice.results.file.ResultsCsvController;
import dev.sluice.results.http.Answers;
import dev.sluice.results.http.CsvResponse;
import dev.sluice.results.http.Requests;
import dev.sluice.results.http.VisibleFiles;
import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.schemas.query.SeriesWindows;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /results/{id}/windows.csv}. */
@RestController
public final class WindowsCsvController {
    private final VisibleFiles files;
    private final ResultsProperties properties;

    WindowsCsvController(VisibleFiles files, ResultsProperties properties) {
        this.files = files;
        this.properties = properties;
    }

    @GetMapping(path = "/results/{id}/windows.csv", produces = "text/csv")
    void csv(
            HttpServletRequest request,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String series,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "false") boolean raw,
            HttpServletResponse response)
            throws IOException {
        String fileId = Requests.fileId(id);
        SeriesWindows.Filter filter = Requests.windows(series, from, to);
        SeriesWindows first =
                Answers.ofFile(files.of(request).windows(fileId, filter, null, WindowsDownload.PAGE), fileId);
        Answers.requireEnd(first.summary());
        if (first.overflowRows() > 0) {
            response.setHeader(ResultsCsvController.OVERFLOW, Long.toString(first.overflowRows()));
        }
        WindowsTable table =
                WindowsTable.of(properties.datasets(), first.summary().dataset());
        new WindowsDownload(files.of(request), filter, first, table, raw)
                .writeTo(CsvResponse.begin(response, fileId + "-windows.csv"));
    }
}
