package dev.sluice.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Suppresses log output while it is open: each broken input is worth a warning to an operator, and here there are
 * millions. Keeps what a stage logs as an error: an unforeseen exception that the stage survives only because it is
 * guarded.
 */
final class QuietLog implements AutoCloseable {
    private static final String OURS = "dev.sluice";

    private final LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger ours = logs.getLogger(OURS);
    private final boolean additive = ours.isAdditive();
    private final TurboFilter filter = new OurErrors();
    private final Keeper keeper = new Keeper();

    private QuietLog() {}

    static QuietLog begin() {
        QuietLog log = new QuietLog();
        log.ours.setAdditive(false);
        log.keeper.setContext(log.logs);
        log.keeper.start();
        log.ours.addAppender(log.keeper);
        log.logs.addTurboFilter(log.filter);
        return log;
    }

    /** What this thread has told its log last, and not handed out yet; null if there is nothing. */
    @Nullable
    Throwable takeFailure() {
        Throwable failure = Keeper.FAILURE.get();
        if (failure != null) {
            Keeper.FAILURE.remove();
        }
        return failure;
    }

    @Override
    public void close() {
        logs.getTurboFilterList().remove(filter);
        ours.detachAppender(keeper);
        ours.setAdditive(additive);
    }

    private static final class OurErrors extends TurboFilter {
        @Override
        public FilterReply decide(
                @Nullable Marker marker,
                Logger logger,
                Level level,
                @Nullable String format,
                Object @Nullable [] arguments,
                @Nullable Throwable failure) {
            boolean kept = level == Level.ERROR && logger.getName().startsWith(OURS);
            return kept ? FilterReply.NEUTRAL : FilterReply.DENY;
        }
    }

    private static final class Keeper extends UnsynchronizedAppenderBase<ILoggingEvent> {
        private static final ThreadLocal<@Nullable Throwable> FAILURE = new ThreadLocal<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getThrowableProxy() instanceof ThrowableProxy proxy) {
                FAILURE.set(proxy.getThrowable());
            }
        }
    }
}
