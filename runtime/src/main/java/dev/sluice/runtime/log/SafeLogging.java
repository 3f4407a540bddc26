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
 * Wraps the encoder of each appender in a {@link SafeEncoder} right after logging is configured, by Boot's settings or
 * by a {@code logback.xml}, as lines or as JSON. Call sites needn't escape anything. Boot finds it through {@code
 * spring.factories}.
 */
public final class SafeLogging implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        install();
    }

    /** For a process that logs without Spring. A second call has no effect. */
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
