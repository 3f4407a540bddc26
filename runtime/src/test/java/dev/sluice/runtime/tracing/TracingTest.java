package dev.sluice.runtime.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracingTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CLIENT = "00-" + TRACE + "-b7ad6b7169203331-01";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build();
    private final Tracing tracing = new Tracing(provider, provider::close);

    @Test
    void shouldContinueATraceFromServiceToService() {
        Span upload = tracing.span("upload", SpanKind.SERVER, CLIENT).startSpan();
        Headers headers = new RecordHeaders();
        Tracing.inject(headers, Tracing.traceparent(upload));
        upload.end();
        tracing.span("split", SpanKind.CONSUMER, Tracing.extract(headers))
                .startSpan()
                .end();

        SpanData first = exporter.getFinishedSpanItems().get(0);
        SpanData second = exporter.getFinishedSpanItems().get(1);
        assertThat(first.getTraceId()).isEqualTo(TRACE);
        assertThat(first.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(second.getTraceId()).isEqualTo(TRACE);
        assertThat(second.getParentSpanId()).isEqualTo(first.getSpanId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "00-00000000000000000000000000000000-b7ad6b7169203331-01"})
    void shouldStartATraceWithoutOneFromTheClient(String header) {
        tracing.span("upload", SpanKind.SERVER, header).startSpan().end();

        assertThat(exporter.getFinishedSpanItems())
                .singleElement()
                .satisfies(span ->
                        assertThat(span.getParentSpanContext().isValid()).isFalse())
                .satisfies(span -> assertThat(span.getTraceId()).isNotEqualTo(TRACE));
    }

    @Test
    void shouldRecordNothingThatTheClientDoesNotWantRecorded() {
        String unwanted = CLIENT.replaceFirst("01$", "00");

        Span span = tracing.span("upload", SpanKind.SERVER, unwanted).startSpan();
        span.end();

        assertThat(exporter.getFinishedSpanItems()).isEmpty();
        assertThat(Tracing.traceparent(span)).startsWith("00-" + TRACE).endsWith("-00");
    }

    @Test
    void shouldForwardTheTraceparentWhenItIsOff() {
        assertThat(Tracing.to("", "any")).isSameAs(Tracing.OFF);
        assertThat(Tracing.traceparent(
                        Tracing.OFF.span("upload", SpanKind.SERVER, CLIENT).startSpan()))
                .isEqualTo(CLIENT);
        assertThat(Tracing.traceparent(
                        Tracing.OFF.span("upload", SpanKind.SERVER, null).startSpan()))
                .isNull();
    }

    @Test
    void shouldInjectNothingWithoutATrace() {
        Headers headers = new RecordHeaders();
        Tracing.inject(headers, null);
        assertThat(headers).isEmpty();
        assertThat(Tracing.extract(headers)).isNull();

        headers.add(Tracing.HEADER, CLIENT.getBytes(UTF_8));
        assertThat(Tracing.extract(headers)).isEqualTo(CLIENT);

        headers.add(Tracing.HEADER, "0".repeat(1_000).getBytes(UTF_8));
        assertThat(Tracing.extract(headers)).isNull();
    }

    @Test
    void shouldPutTheWorkOnARecordIntoASpanOfItsTrace() {
        Headers headers = new RecordHeaders();
        Tracing.inject(headers, CLIENT);
        RecordSpan span = new RecordSpan(tracing, "split");

        span.around(headers, () -> assertThat(span.ofChunk("f", 3)).startsWith("00-" + TRACE));

        assertThat(span.ofChunk("f", 4)).as("no record is worked on").isNull();
        assertThat(exporter.getFinishedSpanItems()).singleElement().satisfies(ended -> {
            assertThat(ended.getName()).isEqualTo("split");
            assertThat(ended.getTraceId()).isEqualTo(TRACE);
            assertThat(ended.getParentSpanId()).isEqualTo("b7ad6b7169203331");
            assertThat(ended.getAttributes().get(Tracing.FILE_ID)).isEqualTo("f");
            assertThat(ended.getAttributes().get(AttributeKey.longKey("sluice.chunk")))
                    .isEqualTo(3);
        });
    }

    @Test
    void shouldEndTheSpanOfWorkThatFails() {
        Headers headers = new RecordHeaders();
        Tracing.inject(headers, CLIENT);
        RecordSpan span = new RecordSpan(tracing, "split");

        assertThatThrownBy(() -> span.around(headers, () -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(exporter.getFinishedSpanItems()).hasSize(1);
        assertThat(span.ofChunk("f", 4)).isNull();
    }

    @Test
    void shouldHaveNoSpanForARecordWithoutATrace() {
        RecordSpan span = new RecordSpan(tracing, "split");

        span.around(new RecordHeaders(), () -> assertThat(span.ofChunk("f", 3)).isNull());

        assertThat(exporter.getFinishedSpanItems()).isEmpty();
    }
}
