package dev.sluice.gateway.problem;

import dev.sluice.runtime.http.ProblemDocument;
import dev.sluice.schemas.message.FileIds;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Reports a refused request: to its client as {@code application/problem+json}, and in the application log. */
public final class ProblemAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

    private ProblemAnswers() {}

    public static ResponseEntity<ProblemDetail> of(RefusedException refusal) {
        return of(refusal, refusal.problem().status());
    }

    /**
     * Reports a refusal with another status.
     *
     * @param status the HTTP status, where a protocol gives that of the problem another meaning
     */
    public static ResponseEntity<ProblemDetail> of(RefusedException refusal, int status) {
        log(refusal);
        Problem problem = refusal.problem();
        Map<String, Object> properties = new LinkedHashMap<>(refusal.properties());
        refusal.fileId().ifPresent(id -> properties.put("file_id", id));
        return new ProblemDocument(
                        status,
                        problem.code(),
                        problem.title(),
                        refusal.detail(),
                        Duration.ofSeconds(problem.retryAfter()),
                        properties)
                .response();
    }

    public static RefusedException internal(RuntimeException failure) {
        return new RefusedException(Problem.INTERNAL, "the gateway failed; its application log has the cause", failure);
    }

    private static void log(RefusedException refusal) {
        String code = refusal.problem().code();
        String file = refusal.fileId().orElse("none");
        switch (refusal.problem()) {
            case INTERNAL ->
                about(refusal, LOG.atError()).setCause(refusal).log("Request failed ({}, file {})", code, file);
            case LOG_UNAVAILABLE, OVERDUE, ABANDONED, DISK_FULL ->
                about(refusal, LOG.atWarn())
                        .log(
                                "Request failed ({}, file {}): {}; {}",
                                code,
                                file,
                                refusal.detail(),
                                String.valueOf(refusal.getCause()));
            default ->
                about(refusal, LOG.atInfo()).log("Request refused ({}, file {}): {}", code, file, refusal.detail());
        }
    }

    private static LoggingEventBuilder about(RefusedException refusal, LoggingEventBuilder line) {
        return refusal.fileId().map(id -> FileIds.logged(line, id)).orElse(line);
    }
}
