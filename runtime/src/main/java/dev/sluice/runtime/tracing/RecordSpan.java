package dev.sluice.runtime.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Creates a span around a stage's work on a record, if the record has a trace context. Other records get no span: rows of
 * an open stream may arrive one by one, endlessly. Not thread-safe.
 */
public final class RecordSpan {
    private final Tracing tracing;
    private final String name;
    private @Nullable Span current;

    /** @param name of the spans */
    public RecordSpan(Tracing tracing, String name) {
        this.tracing = tracing;
        this.name = name;
    }

    /** Runs the work on a record with these headers. */
    public void around(Headers headers, Runnable work) {
        String sender = Tracing.extract(headers);
        if (sender == null) {
            work.run();
            return;
        }
        Span span = tracing.span(name, SpanKind.CONSUMER, sender).startSpan();
        current = span;
        try {
            work.run();
        } finally {
            current = null;
            span.end();
        }
    }

    /**
     * Adds the chunk and its file to the current span as attributes.
     *
     * @return the trace context for the records that are written; null if there is no span
     */
    public @Nullable String ofChunk(String fileId, long chunk) {
        Span span = current;
        if (span == null) {
            return null;
        }
        span.setAttribute(Tracing.FILE_ID, fileId);
        span.setAttribute("sluice.chunk", chunk);
        return Tracing.traceparent(span);
    }
}
