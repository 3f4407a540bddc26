package dev.sluice.benchmarks.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** No line of a log while it is open: each broken input is worth a warning to an operator, and here there are millions. */
final class Silence extends TurboFilter implements AutoCloseable {
    private final LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();

    private Silence() {}

    static Silence begin() {
        Silence silence = new Silence();
        silence.logs.addTurboFilter(silence);
        return silence;
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        return FilterReply.DENY;
    }

    @Override
    public void close() {
        logs.getTurboFilterList().remove(this);
    }
}
