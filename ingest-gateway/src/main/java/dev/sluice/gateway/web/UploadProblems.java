package dev.sluice.gateway.web;

import dev.sluice.gateway.metrics.GatewayMetrics;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Counts and answers refused uploads. */
@RestControllerAdvice(assignableTypes = UploadController.class)
public final class UploadProblems extends RefusalAnswers {
    UploadProblems(GatewayMetrics metrics) {
        super(metrics::uploadRefused);
    }
}
