package dev.sluice.aggregator.web;

import dev.sluice.aggregator.query.PartitionQueries;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.SystemQueries;
import java.time.Instant;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves queries for the state of the whole system, which any instance can answer, and some partitions' share of what
 * clients have stored. For results-api only.
 */
@RestController
public final class SystemQueryController {
    private final SystemQueries queries;
    private final PartitionQueries parts;
    private final QueryResponses responses;

    SystemQueryController(SystemQueries queries, PartitionQueries parts, QueryResponses responses) {
        this.queries = queries;
        this.parts = parts;
        this.responses = responses;
    }

    @GetMapping("/internal/clients")
    ResponseEntity<?> clients(
            @RequestParam(name = "partitions") List<Integer> partitions, @RequestParam(name = "now") long nowMs) {
        return responses.asOwner(
                "answer",
                partitions,
                () -> new Answer.Found<>(parts.clientUses(partitions, Instant.ofEpochMilli(nowMs))));
    }

    @GetMapping("/internal/system")
    ResponseEntity<?> system() {
        return QueryResponses.fromAnyInstance(queries::system);
    }
}
