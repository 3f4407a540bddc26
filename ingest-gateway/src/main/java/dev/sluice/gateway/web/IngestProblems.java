package dev.sluice.gateway.web;

import dev.sluice.gateway.metrics.GatewayMetrics;
import dev.sluice.gateway.problem.ProblemAnswers;
import dev.sluice.gateway.problem.RefusedException;
import java.io.IOException;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Counts and answers records that are not accepted. */
@RestControllerAdvice(assignableTypes = IngestController.class)
public final class IngestProblems {
    private final GatewayMetrics metrics;

    IngestProblems(GatewayMetrics metrics) {
        this.metrics = metrics;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(RefusedException refusal) {
        metrics.ingestRefused(refusal);
        return ProblemAnswers.of(refusal);
    }

    /** The request's first bytes didn't come. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> brokenOff(IOException why) {
        return refused(RefusedException.brokenOff("the request broke off before its first bytes", why));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> failed(RuntimeException failure) {
        return refused(ProblemAnswers.internal(failure));
    }
}
