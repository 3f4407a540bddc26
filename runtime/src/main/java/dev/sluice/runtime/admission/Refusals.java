package dev.sluice.runtime.admission;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts the server's own refusals: {@code sluice.web.refused}, tagged with the problem's {@code code}. */
final class Refusals {
    private final MeterRegistry registry;

    Refusals(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(WebProblem problem) {
        registry.counter("sluice.web.refused", "code", problem.code()).increment();
    }

    /** A connection was closed without a response. */
    void closed(String code) {
        registry.counter("sluice.web.refused", "code", code).increment();
    }
}
