package dev.sluice.runtime.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.AppenderAttachable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Puts a {@link SafeEncoder} into each appender, right after logging is set up: by Boot's settings or by a {@code logback.xml}, in
 * lines or as JSON. No call to a logger has to think of it. Found by Boot through {@code spring.factories}.
 */
public final class SafeLogging implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        install();
    }

    /** For a process that logs without Spring. A second call does nothing. */
    public static void install() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            for (Logger logger : context.getLoggerList()) {
                guardAll(logger);
            }
        }
    }

    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER + 1;
    }

    private static void guardAll(AppenderAttachable<ILoggingEvent> attached) {
        attached.iteratorForAppenders().forEachRemaining(SafeLogging::guard);
    }

    @SuppressWarnings("unchecked")
    private static void guard(Appender<ILoggingEvent> appender) {
        if (appender instanceof OutputStreamAppender<ILoggingEvent> writer
                && writer.getEncoder() != null
                && !(writer.getEncoder() instanceof SafeEncoder)) {
            writer.setEncoder(new SafeEncoder(writer.getEncoder()));
        } else if (appender instanceof AppenderAttachable<?> wrapping) {
            guardAll((AppenderAttachable<ILoggingEvent>) wrapping);
        }
    }
}
