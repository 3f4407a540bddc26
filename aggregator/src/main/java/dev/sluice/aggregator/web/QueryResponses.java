package dev.sluice.aggregator.web;

import dev.sluice.aggregator.ownership.InstanceOwnership;
import dev.sluice.runtime.http.ProblemDocument;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.Answer;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Converts answers to HTTP responses: 404 for missing, 503 for unavailable, 503 with another code if this instance
 * doesn't own the partition, 400 for an invalid cursor.
 */
public final class QueryResponses {
    private final InstanceOwnership ownership;

    public QueryResponses(InstanceOwnership ownership) {
        this.ownership = ownership;
    }

    /**
     * The response to a query that only the owner of some partitions may answer. Ownership is checked before and after,
     * so the answer is not stale.
     *
     * @param missing the kind of the missing thing, e.g. {@code file}
     */
    <T> ResponseEntity<?> asOwner(String missing, Collection<Integer> partitions, Supplier<Answer<T>> question) {
        try {
            ownership.require(partitions);
            ResponseEntity<?> response = respond(missing, question);
            ownership.require(partitions);
            return response;
        } catch (InvalidStateStoreException e) {
            return unavailable("not-owner", String.valueOf(e.getMessage()), Duration.ofSeconds(1));
        }
    }

    /** The response to a query that any store of the partition may answer. */
    static <T> ResponseEntity<?> fromCopy(Supplier<Answer<T>> question) {
        return respond("file", question);
    }

    /** The response to a query that doesn't depend on ownership. */
    static <T> ResponseEntity<?> fromAnyInstance(Supplier<Answer<T>> question) {
        return respond("answer", question);
    }

    static ResponseEntity<?> json(Object value) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Json.MAPPER.writeValueAsBytes(value));
    }

    private static <T> ResponseEntity<?> respond(String missing, Supplier<Answer<T>> question) {
        Answer<T> answer;
        try {
            answer = question.get();
        } catch (IllegalArgumentException e) {
            return problem(HttpStatus.BAD_REQUEST, "invalid-cursor", String.valueOf(e.getMessage()))
                    .response();
        }
        if (answer instanceof Answer.Found<T> found) {
            return json(found.value());
        }
        if (answer instanceof Answer.Unavailable<T> unavailable) {
            return unavailable("unavailable", unavailable.reason(), unavailable.retryAfter());
        }
        return problem(HttpStatus.NOT_FOUND, "unknown-" + missing, "unknown " + missing)
                .response();
    }

    private static ResponseEntity<?> unavailable(String code, String reason, Duration retryAfter) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, code, reason)
                .retryAfter(retryAfter)
                .response();
    }

    private static ProblemDocument problem(HttpStatus status, String code, String detail) {
        return new ProblemDocument(status.value(), code, status.getReasonPhrase(), detail);
    }
}
