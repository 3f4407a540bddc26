package dev.sluice.gateway;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers uploads that are not accepted with {@code application/problem+json}. */
@RestControllerAdvice(assignableTypes = UploadController.class)
final class UploadProblems {
    private static final Logger LOG = LoggerFactory.getLogger(UploadProblems.class);

    private final GatewayMetrics metrics;

    UploadProblems(GatewayMetrics metrics) {
        this.metrics = metrics;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(UploadException refusal) {
        metrics.refused(refusal);
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

    @ExceptionHandler
    ResponseEntity<ProblemDetail> failed(RuntimeException failure) {
        return refused(new UploadException(Problem.INTERNAL, "the gateway failed; its own log says why", failure));
    }

    private static void log(UploadException refusal) {
        String code = refusal.problem().code();
        String file = refusal.fileId().orElse("none");
        switch (refusal.problem()) {
            case INTERNAL -> LOG.error("Upload failed ({}, file {})", code, file, refusal);
            case LOG_UNAVAILABLE, OVERDUE ->
                LOG.warn(
                        "Upload failed ({}, file {}): {}; {}",
                        code,
                        file,
                        refusal.detail(),
                        String.valueOf(refusal.getCause()));
            default -> LOG.info("Upload refused ({}, file {}): {}", code, file, refusal.detail());
        }
    }
}
