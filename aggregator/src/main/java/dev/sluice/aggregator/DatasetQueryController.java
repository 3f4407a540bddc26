package dev.sluice.aggregator;

import static dev.sluice.aggregator.QueryResponses.respond;

import dev.sluice.schemas.query.FileQueries;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The {@link FileQueries} about datasets over HTTP, for results-api only. A series stands in the query, as it may hold
 * slashes, which servers and proxies won't have in a path.
 */
@RestController
@RequestMapping("/internal/datasets/{dataset}")
final class DatasetQueryController {
    private final FileQueries queries;

    DatasetQueryController(FileQueries queries) {
        this.queries = queries;
    }

    @GetMapping("/series")
    ResponseEntity<?> allSeries(
            @PathVariable("dataset") String dataset,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = "1000") int limit) {
        return respond("dataset", queries.allSeriesOverFiles(dataset, after, limit));
    }

    @GetMapping("/series-of")
    ResponseEntity<?> series(@PathVariable("dataset") String dataset, @RequestParam(name = "key") String key) {
        return respond("series", queries.seriesOverFiles(dataset, key));
    }

    @GetMapping("/totals")
    ResponseEntity<?> totals(@PathVariable("dataset") String dataset) {
        return respond("dataset", queries.totals(dataset));
    }
}
