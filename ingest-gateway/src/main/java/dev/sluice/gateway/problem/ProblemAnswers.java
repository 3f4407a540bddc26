package dev.sluice.gateway.problem;

import dev.sluice.schemas.message.FileIds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Reports a refused request: to its client as {@code application/problem+json}, and in the application log. */
public final class ProblemAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

    private ProblemAnswers() {}

    public static ResponseEntity<ProblemDetail> of(RefusedException refusal) {
        log(refusal);
        Problem problem = refusal.problem();
        ProblemDetail body =
                ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(problem.status()), refusal.detail());
        body.setTitle(problem.title());
        body.setProperty("code", problem.code());
        refusal.properties().forEach(body::setProperty);
        refusal.fileId().ifPresent(id -> body.setProperty("file_id", id));
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.status());
        if (problem.retryAfter() > 0) {
            answer.header(HttpHeaders.RETRY_AFTER, Integer.toString(problem.retryAfter()));
        }
        return answer.body(body);
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
