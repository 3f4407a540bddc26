package dev.sluice.results.dataset;

import dev.sluice.results.dataset.SeriesOverFilesDocument.SeriesOverFilesPage;
import dev.sluice.results.http.Answers;
import dev.sluice.results.http.DatasetProblems;
import dev.sluice.results.http.PageLimit;
import dev.sluice.results.http.Requests;
import dev.sluice.results.http.ResultsProblem;
import dev.sluice.results.http.VisibleFiles;
import dev.sluice.results.settings.ResultsProperties;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /datasets/{name}/series} and {@code GET /datasets/{name}/series/{key}}. */
@RestController
public final class DatasetSeriesController {
    private final VisibleFiles files;
    private final ResultsProperties properties;

    DatasetSeriesController(VisibleFiles files, ResultsProperties properties) {
        this.files = files;
        this.properties = properties;
    }

    @GetMapping(path = "/datasets/{name}/series", produces = "application/json")
    SeriesOverFilesPage all(
            HttpServletRequest request,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        String dataset = Requests.dataset(properties.datasets(), name).name();
        int max = Requests.limit(limit, PageLimit.SERIES_OVER_FILES);
        String after = Requests.seriesAfter(cursor);
        return SeriesOverFilesPage.of(
                dataset,
                Answers.found(
                        files.of(request).allSeriesOverFiles(dataset, after, max), ResultsProblem::internalError));
    }

    @GetMapping(path = "/datasets/{name}/series/{*key}", produces = "application/json")
    SeriesOverFilesDocument one(HttpServletRequest request, @PathVariable String name, @PathVariable String key) {
        String dataset = Requests.dataset(properties.datasets(), name).name();
        String series = Requests.seriesKey(key);
        return SeriesOverFilesDocument.of(Answers.found(
                files.of(request).seriesOverFiles(dataset, series),
                () -> DatasetProblems.unknownSeries(dataset, series)));
    }
}
