package dev.sluice.results.window;

import dev.sluice.results.http.Answers;
import dev.sluice.results.http.DatasetProblems;
import dev.sluice.results.http.PageLimit;
import dev.sluice.results.http.Requests;
import dev.sluice.results.http.ResultsProblem;
import dev.sluice.results.http.VisibleFiles;
import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.tabular.dataset.Dataset;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /datasets/{name}/windows}. */
@RestController
public final class DatasetWindowsController {
    private static final SeriesWindows.OverFiles NONE = new SeriesWindows.OverFiles(List.of(), null);

    private final VisibleFiles files;
    private final ResultsProperties properties;

    DatasetWindowsController(VisibleFiles files, ResultsProperties properties) {
        this.files = files;
        this.properties = properties;
    }

    @GetMapping(path = "/datasets/{name}/windows", produces = "application/json")
    DatasetWindowsDocument windows(
            HttpServletRequest request,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String series,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Dataset dataset = Requests.dataset(properties.datasets(), name);
        SeriesWindows.Filter filter = Requests.windows(series, from, to);
        if (filter.series() == null) {
            throw DatasetProblems.missingSeries(dataset.name());
        }
        int max = Requests.limit(limit, PageLimit.WINDOWS);
        SeriesWindows.Key after = Requests.windowAfter(cursor);
        SeriesWindows.OverFiles page = dataset.windows() == null
                ? NONE
                : Answers.found(
                        files.of(request).windowsOverFiles(dataset.name(), filter, after, max),
                        ResultsProblem::internalError);
        return DatasetWindowsDocument.of(dataset.name(), filter.onlySeries(), page);
    }
}
