package dev.sluice.gateway.web;

import dev.sluice.gateway.metrics.GatewayMetrics;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Counts and answers refused records. */
@RestControllerAdvice(assignableTypes = IngestController.class)
public final class IngestProblems extends RefusalAnswers {
    IngestProblems(GatewayMetrics metrics) {
        super(metrics::ingestRefused);
    }
}
