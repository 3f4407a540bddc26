package dev.sluice.aggregator.web;

import dev.sluice.aggregator.query.PartitionQueries;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.SeriesSum;
import dev.sluice.schemas.query.SeriesWindows;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves some partitions' share of the sums over a dataset's files, for results-api only. The series is a query
 * parameter, as it may contain slashes, which servers and proxies refuse in a path. Below {@code /internal/own} the
 * parameter {@code client} names the client whose files are summed up.
 */
@RestController
@RequestMapping({"/internal/datasets/{dataset}", "/internal/own/datasets/{dataset}"})
public final class DatasetQueryController {
    private final PartitionQueries parts;
    private final QueryResponses responses;

    DatasetQueryController(PartitionQueries parts, QueryResponses responses) {
        this.parts = parts;
        this.responses = responses;
    }

    @GetMapping("/series")
    ResponseEntity<?> allSeries(
            @PathVariable("dataset") String dataset,
            @RequestParam(name = "partitions") List<Integer> partitions,
            @RequestParam(name = "client", required = false) @Nullable String client,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = "1000") int limit) {
        return responses.asOwner(
                "dataset",
                partitions,
                () -> new Answer.Found<>(parts.ofClient(client).allSeries(partitions, dataset, after, limit)));
    }

    @GetMapping("/series-of")
    ResponseEntity<?> series(
            @PathVariable("dataset") String dataset,
            @RequestParam(name = "partitions") List<Integer> partitions,
            @RequestParam(name = "client", required = false) @Nullable String client,
            @RequestParam(name = "key") String key) {
        return responses.asOwner("series", partitions, () -> parts.ofClient(client)
                .series(partitions, dataset, key)
                .<Answer<SeriesSum>>map(Answer.Found::new)
                .orElseGet(Answer.Missing::new));
    }

    @GetMapping("/windows")
    ResponseEntity<?> windows(
            @PathVariable("dataset") String dataset,
            @RequestParam(name = "partitions") List<Integer> partitions,
            @RequestParam(name = "client", required = false) @Nullable String client,
            @RequestParam(name = "key") String key,
            @RequestParam(name = "since", defaultValue = "" + Long.MIN_VALUE) long since,
            @RequestParam(name = "until", defaultValue = "" + Long.MAX_VALUE) long until,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "limit", defaultValue = "1000") int limit) {
        SeriesWindows.Filter filter = new SeriesWindows.Filter(key, since, until);
        return responses.asOwner("dataset", partitions, () -> {
            SeriesWindows.Key after = cursor == null ? null : SeriesWindows.Key.parse(cursor);
            return new Answer.Found<>(parts.ofClient(client).windows(partitions, dataset, filter, after, limit));
        });
    }

    @GetMapping("/totals")
    ResponseEntity<?> totals(
            @PathVariable("dataset") String dataset,
            @RequestParam(name = "partitions") List<Integer> partitions,
            @RequestParam(name = "client", required = false) @Nullable String client) {
        return responses.asOwner(
                "dataset",
                partitions,
                () -> new Answer.Found<>(parts.ofClient(client).totals(partitions, dataset)));
    }
}
