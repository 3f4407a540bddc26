package dev.sluice.aggregator.web;

import dev.sluice.schemas.query.SystemQueries;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The question about the whole system over HTTP, for results-api only. Any instance knows as much as the others. */
@RestController
public final class SystemQueryController {
    private final SystemQueries queries;

    SystemQueryController(SystemQueries queries) {
        this.queries = queries;
    }

    @GetMapping("/internal/system")
    ResponseEntity<?> system() {
        return QueryResponses.fromAnybody(queries::system);
    }
}
