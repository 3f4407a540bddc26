package dev.sluice.aggregator.web;

import dev.sluice.schemas.query.SystemQueries;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves queries for the state of the whole system, for results-api only. Any instance can answer them. */
@RestController
public final class SystemQueryController {
    private final SystemQueries queries;

    SystemQueryController(SystemQueries queries) {
        this.queries = queries;
    }

    @GetMapping("/internal/system")
    ResponseEntity<?> system() {
        return QueryResponses.fromAnyInstance(queries::system);
    }
}
