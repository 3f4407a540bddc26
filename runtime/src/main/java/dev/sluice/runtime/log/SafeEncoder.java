package dev.sluice.runtime.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;

/** Gives another encoder, whatever its format, only events whose texts fit in a line. */
final class SafeEncoder extends EncoderBase<ILoggingEvent> {
    /** What an operator set wrongly is told in many lines; nothing of a client's is in them. */
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
