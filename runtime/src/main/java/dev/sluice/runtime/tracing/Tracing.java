package dev.sluice.runtime.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry spans for the processing of files, exported if a collector is configured. A file is one trace, which
 * its client may have started: the context arrives with the request and is propagated in the header {@code traceparent}
 * of records (<a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>).
 */
public final class Tracing implements AutoCloseable {
    /** The header of requests and records. */
    public static final String HEADER = "traceparent";

    /** OpenTelemetry's environment variable for the collector's address. */
    public static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /** The file that a span belongs to. */
    public static final AttributeKey<String> FILE_ID = AttributeKey.stringKey("sluice.file_id");

    /** Without a collector: spans cost nothing, and contexts are propagated unchanged. */
    public static final Tracing OFF = new Tracing(TracerProvider.noop(), () -> {});

    /** Version 00 has 55 characters; later versions may have more. */
    private static final int LONGEST = 128;

    private static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    private final Tracer tracer;
    private final Runnable close;

    /** @param close exports the remaining spans */
    Tracing(TracerProvider provider, Runnable close) {
        this.tracer = provider.get("dev.sluice");
        this.close = close;
    }

    /**
     * Exports to a collector over OTLP/HTTP.
     *
     * @param endpoint its base URL, to which {@code /v1/traces} is added; empty for none
     * @param service the name of the exporting service
     */
    public static Tracing to(String endpoint, String service) {
        if (endpoint.isEmpty()) {
            return OFF;
        }
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.replaceFirst("/$", "") + "/v1/traces")
                .build();
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service))))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build();
        return new Tracing(provider, provider::close);
    }

    /**
     * A span builder.
     *
     * @param parent the {@value #HEADER} of its parent, or null for the first span of a trace
     */
    public SpanBuilder span(String name, SpanKind kind, @Nullable String parent) {
        Map<String, String> carrier = parent == null ? Map.of() : Map.of(HEADER, parent);
        Context context = W3CTraceContextPropagator.getInstance().extract(Context.root(), carrier, GETTER);
        return tracer.spanBuilder(name).setSpanKind(kind).setParent(context);
    }

    /** The trace context of a span as a header value, or null if it has none. */
    public static @Nullable String traceparent(Span span) {
        Map<String, String> carrier = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(span.storeInContext(Context.root()), carrier, Map::put);
        return carrier.get(HEADER);
    }

    /** Adds a trace context to a record's headers, unless it is null. */
    public static void inject(Headers headers, @Nullable String traceparent) {
        if (traceparent != null) {
            headers.add(HEADER, traceparent.getBytes(UTF_8));
        }
    }

    /** Headers with nothing but a trace context. */
    public static Headers headers(@Nullable String traceparent) {
        Headers headers = new RecordHeaders();
        inject(headers, traceparent);
        return headers;
    }

    /**
     * The trace context in a record's headers. A value that is too long is ignored, as the context is stored with the
     * file.
     */
    public static @Nullable String extract(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        return header == null || header.value() == null || header.value().length > LONGEST
                ? null
                : new String(header.value(), UTF_8);
    }

    @Override
    public void close() {
        close.run();
    }
}
