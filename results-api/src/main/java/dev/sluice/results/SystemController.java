package dev.sluice.results;

import dev.sluice.schemas.query.SystemQueries;
import dev.sluice.schemas.query.SystemState;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /system}. */
@RestController
final class SystemController {
    private final SystemQueries queries;

    SystemController(SystemQueries queries) {
        this.queries = queries;
    }

    @GetMapping(path = "/system", produces = "application/json")
    SystemState system() {
        return Answers.found(queries.system(), ResultsProblem::internalError);
    }
}
