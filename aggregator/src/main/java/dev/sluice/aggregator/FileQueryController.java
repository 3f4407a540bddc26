package dev.sluice.aggregator;

import static dev.sluice.aggregator.QueryResponses.respond;
import static dev.sluice.aggregator.QueryResponses.respondToCursor;

import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.RejectsPage;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The {@link FileQueries} about single files over HTTP, for results-api only. */
@RestController
@RequestMapping("/internal/files")
final class FileQueryController {
    private final FileQueries queries;

    FileQueryController(FileQueries queries) {
        this.queries = queries;
    }

    @GetMapping("/{id}")
    ResponseEntity<?> file(@PathVariable("id") String id) {
        return respond("file", queries.file(id));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<?> delete(@PathVariable("id") String id) {
        return respond("file", queries.delete(id));
    }

    @GetMapping("/{id}/series")
    ResponseEntity<?> series(
            @PathVariable("id") String id,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = "1000") int limit) {
        return respond("file", queries.series(id, after, limit));
    }

    @GetMapping("/{id}/rejects")
    ResponseEntity<?> rejects(
            @PathVariable("id") String id,
            @RequestParam(name = "code", required = false) @Nullable String code,
            @RequestParam(name = "field", required = false) @Nullable String field,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        return respondToCursor("file", () -> queries.rejects(id, new RejectsPage.Filter(code, field), cursor, limit));
    }

    @GetMapping
    ResponseEntity<?> files(
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        return respondToCursor("file", () -> queries.files(cursor, limit));
    }
}
