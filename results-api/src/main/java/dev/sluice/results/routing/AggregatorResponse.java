package dev.sluice.results.routing;

import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.Answer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Interprets an aggregator's HTTP response. Only a 404 whose problem document names the missing thing is a miss: any
 * other may come from a proxy or a foreign server.
 */
final class AggregatorResponse {
    private static final Set<String> MISSING = Set.of("unknown-file", "unknown-series");
    private static final String INVALID_CURSOR = "invalid-cursor";
    /** The codes of problems that mean temporarily unavailable. */
    private static final Set<String> UNAVAILABLE = Set.of("unavailable", "too-many-large-answers", "too-many-requests");

    private static final String NOT_OWNER = "not-owner";

    /** The default for the time until a retry. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final Problem NO_PROBLEM = new Problem(null, null);
    private static final int LONGEST_RETRY_AFTER_DIGITS = 5;

    private record Problem(@Nullable String code, @Nullable String detail) {}

    private AggregatorResponse() {}

    /**
     * Interprets a response.
     *
     * @param type the type of the document of a 200
     * @throws IllegalArgumentException if the aggregator reports an invalid cursor
     */
    static <T> Reply<T> read(HttpResponse<?> head, byte[] body, Class<T> type) {
        if (head.statusCode() == 200) {
            return document(head, body, type);
        }
        Problem problem = problem(body);
        String reason = Objects.requireNonNullElse(
                problem.detail(), "the aggregator answered with the status " + head.statusCode());
        if (head.statusCode() == 404 && problem.code() != null && MISSING.contains(problem.code())) {
            return new Reply.Answered<>(new Answer.Missing<>());
        }
        if (head.statusCode() == 400 && INVALID_CURSOR.equals(problem.code())) {
            throw new IllegalArgumentException(Objects.requireNonNullElse(problem.detail(), INVALID_CURSOR));
        }
        if (head.statusCode() == 503 && problem.code() != null && UNAVAILABLE.contains(problem.code())) {
            return new Reply.Answered<>(new Answer.Unavailable<>(reason, retryAfter(head)));
        }
        if (head.statusCode() == 503 && NOT_OWNER.equals(problem.code())) {
            return new Reply.NotOwner<>(reason);
        }
        return unreachable(head, reason);
    }

    private static <T> Reply<T> document(HttpResponse<?> head, byte[] body, Class<T> type) {
        String found;
        try {
            T value = Json.MAPPER.readValue(body, type);
            if (value != null) {
                return new Reply.Answered<>(new Answer.Found<>(value));
            }
            found = "null";
        } catch (JacksonException e) {
            found = e.getOriginalMessage();
        }
        return unreachable(
                head, "expected a " + type.getSimpleName() + " from the aggregator, found something else: " + found);
    }

    private static <T> Reply<T> unreachable(HttpResponse<?> head, String reason) {
        return new Reply.Unreachable<>(
                head.uri().getScheme() + "://" + head.uri().getAuthority() + ": " + reason);
    }

    /** The problem document, or an empty one: a proxy may respond in HTML. */
    private static Problem problem(byte[] body) {
        try {
            return Objects.requireNonNullElse(Json.MAPPER.readValue(body, Problem.class), NO_PROBLEM);
        } catch (JacksonException e) {
            return NO_PROBLEM;
        }
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1," + LONGEST_RETRY_AFTER_DIGITS + "}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(RETRY_AFTER);
    }
}
