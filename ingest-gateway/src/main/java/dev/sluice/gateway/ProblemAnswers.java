package dev.sluice.gateway;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Says why a request is not accepted: to its client with {@code application/problem+json}, and to the log. */
final class ProblemAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

    private ProblemAnswers() {}

    static ResponseEntity<ProblemDetail> of(RefusedException refusal) {
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

    static RefusedException internal(RuntimeException failure) {
        return new RefusedException(Problem.INTERNAL, "the gateway failed; its own log says why", failure);
    }

    private static void log(RefusedException refusal) {
        String code = refusal.problem().code();
        String file = refusal.fileId().orElse("none");
        switch (refusal.problem()) {
            case INTERNAL -> LOG.error("Request failed ({}, file {})", code, file, refusal);
            case LOG_UNAVAILABLE, OVERDUE ->
                LOG.warn(
                        "Request failed ({}, file {}): {}; {}",
                        code,
                        file,
                        refusal.detail(),
                        String.valueOf(refusal.getCause()));
            default -> LOG.info("Request refused ({}, file {}): {}", code, file, refusal.detail());
        }
    }
}
