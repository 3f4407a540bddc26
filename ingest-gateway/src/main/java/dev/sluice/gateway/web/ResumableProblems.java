package dev.sluice.gateway.web;

import dev.sluice.gateway.metrics.GatewayMetrics;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Counts and answers refused requests of resumable uploads. */
@RestControllerAdvice(assignableTypes = ResumableController.class)
public final class ResumableProblems extends RefusalAnswers {
    private static final int UNPROCESSABLE = 422;

    ResumableProblems(GatewayMetrics metrics) {
        super(metrics::resumableRefused);
    }

    /** To clients of the protocol 409 means another offset: they would send the whole file again. */
    @Override
    int status(RefusedException refusal) {
        return refusal.problem() == Problem.DUPLICATE_FILE ? UNPROCESSABLE : super.status(refusal);
    }
}
