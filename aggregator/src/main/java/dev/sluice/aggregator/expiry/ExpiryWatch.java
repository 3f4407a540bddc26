package dev.sluice.aggregator.expiry;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@link ExpiryCheck} at intervals on a background thread. */
public final class ExpiryWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiryWatch.class);

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "overdue-files"));
    private final ExpiryCheck files;

    public ExpiryWatch(ExpiryCheck files, Duration interval) {
        this.files = files;
        var unused = timer.scheduleWithFixedDelay(
                this::check, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void check() {
        try {
            files.check();
        } catch (RuntimeException e) {
            // An exception would end the schedule; the next check may succeed.
            LOG.warn("The check for overdue files failed", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
