package dev.sluice.results;

import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FileSummary;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /status/{id}}. */
@RestController
final class StatusController {
    private final FileQueries queries;
    private final EndWait endWait = new EndWait();

    StatusController(FileQueries queries) {
        this.queries = queries;
    }

    @GetMapping(path = "/status/{id}", produces = "application/json")
    FileSummary status(
            @PathVariable
                    String id,
            @RequestParam(required = false)
                    @Nullable
                    String wait) {
        String fileId = Requests.fileId(id);
        return Answers.ofFile(endWait.until(Requests.wait(wait), () -> queries.file(fileId)), fileId);
    }
}
