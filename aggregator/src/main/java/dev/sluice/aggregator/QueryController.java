package dev.sluice.aggregator;

import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileQueries;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The query endpoint, for results-api only: {@link FileQueries} over HTTP, 404 for missing, 503 for unavailable. */
@RestController
@RequestMapping("/internal/files")
final class QueryController {
    private final FileQueries queries;

    QueryController(FileQueries queries) {
        this.queries = queries;
    }

    @GetMapping("/{id}")
    ResponseEntity<?> file(@PathVariable("id") String id) {
        return respond(queries.file(id));
    }

    @GetMapping("/{id}/series")
    ResponseEntity<?> series(
            @PathVariable("id") String id,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = "1000") int limit) {
        return respond(queries.series(id, after, limit));
    }

    @GetMapping
    ResponseEntity<?> files(
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        try {
            return respond(queries.files(cursor, limit));
        } catch (IllegalArgumentException e) {
            return ResponseEntity.badRequest()
                    .body(problem(HttpStatus.BAD_REQUEST, "invalid-cursor", String.valueOf(e.getMessage())));
        }
    }

    private static <T> ResponseEntity<?> respond(Answer<T> answer) {
        if (answer instanceof Answer.Found<T> found) {
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Json.MAPPER.writeValueAsBytes(found.value()));
        }
        if (answer instanceof Answer.Unavailable<T> unavailable) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header(
                            HttpHeaders.RETRY_AFTER,
                            Long.toString(unavailable.retryAfter().toSeconds()))
                    .body(problem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", unavailable.reason()));
        }
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .body(problem(HttpStatus.NOT_FOUND, "unknown-file", "there is no such file"));
    }

    private static ProblemDetail problem(HttpStatus status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        return problem;
    }
}
