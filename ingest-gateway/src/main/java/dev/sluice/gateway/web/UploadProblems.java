package dev.sluice.gateway.web;

import dev.sluice.gateway.metrics.GatewayMetrics;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Counts and answers uploads that are not accepted. */
@RestControllerAdvice(assignableTypes = UploadController.class)
public final class UploadProblems extends RefusalAnswers {
    UploadProblems(GatewayMetrics metrics) {
        super(metrics::uploadRefused);
    }
}
