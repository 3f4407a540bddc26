package dev.sluice.gateway.web;

import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.upload.Accepted;
import dev.sluice.runtime.tracing.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Spans of requests that store something; their context is propagated to the records. */
public final class RequestSpans {
    private static final AttributeKey<String> CODE = AttributeKey.stringKey("sluice.code");

    private final Tracing tracing;

    public RequestSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    /** Stores something. */
    interface Store {
        Accepted store(@Nullable String traceparent) throws RefusedException;
    }

    /** Stores something within a span, whose parent is the client's span if it sends one. */
    Accepted within(String name, HttpServletRequest request, Store store) throws RefusedException {
        Span span = tracing.span(name, SpanKind.SERVER, request.getHeader(Tracing.HEADER))
                .startSpan();
        try {
            Accepted accepted = store.store(Tracing.traceparent(span));
            span.setAttribute(Tracing.FILE_ID, accepted.fileId());
            return accepted;
        } catch (RefusedException e) {
            e.fileId().ifPresent(id -> span.setAttribute(Tracing.FILE_ID, id));
            span.setAttribute(CODE, e.problem().code());
            span.setStatus(StatusCode.ERROR, e.detail());
            throw e;
        } finally {
            span.end();
        }
    }
}
