package dev.sluice.gateway.web;

import dev.sluice.gateway.metrics.GatewayMetrics;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Counts and answers refused requests for proposals. */
@RestControllerAdvice(assignableTypes = ProposalController.class)
public final class ProposalProblems extends RefusalAnswers {
    ProposalProblems(GatewayMetrics metrics) {
        super(metrics::proposalRefused);
    }
}
