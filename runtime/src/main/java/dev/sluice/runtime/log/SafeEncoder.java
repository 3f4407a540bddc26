package dev.sluice.runtime.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;

/** Wraps an encoder of any format, and passes it only events whose texts are escaped. */
final class SafeEncoder extends EncoderBase<ILoggingEvent> {
    /** The report about wrong settings has several lines; it contains no text from clients. */
    private static final String MANY_LINES = "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter";

    private final Encoder<ILoggingEvent> format;

    SafeEncoder(Encoder<ILoggingEvent> format) {
        this.format = format;
        setContext(format.getContext());
        started = format.isStarted();
    }

    @Override
    public byte[] headerBytes() {
        return format.headerBytes();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return format.encode(event.getLoggerName().equals(MANY_LINES) ? event : new SafeEvent(event));
    }

    @Override
    public byte[] footerBytes() {
        return format.footerBytes();
    }

    @Override
    public void start() {
        format.start();
        super.start();
    }

    @Override
    public void stop() {
        format.stop();
        super.stop();
    }
}
