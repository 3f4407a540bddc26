package dev.sluice.aggregator;

import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.Answer;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Answers as HTTP responses: 404 for missing, 503 for unavailable, 400 for a cursor that is none. */
final class QueryResponses {
    private QueryResponses() {}

    /** The response to a question with a cursor, which may be none. */
    static <T> ResponseEntity<?> respondToCursor(String missing, Supplier<Answer<T>> question) {
        Answer<T> answer;
        try {
            answer = question.get();
        } catch (IllegalArgumentException e) {
            return ResponseEntity.badRequest()
                    .body(problem(HttpStatus.BAD_REQUEST, "invalid-cursor", String.valueOf(e.getMessage())));
        }
        return respond(missing, answer);
    }

    /**
     * The response to a question.
     *
     * @param missing what isn't there if the answer says so, e.g. {@code file}
     */
    static <T> ResponseEntity<?> respond(String missing, Answer<T> answer) {
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
                .body(problem(HttpStatus.NOT_FOUND, "unknown-" + missing, "there is no such " + missing));
    }

    private static ProblemDetail problem(HttpStatus status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        return problem;
    }
}
