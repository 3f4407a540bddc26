package dev.sluice.aggregator.combine;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a combiner. If it fails on a record or loses its place (its partitions were reassigned, its transaction was
 * aborted, no broker is available), a new one with new clients continues after the last commit; a record that keeps
 * failing is quarantined. Ends if the brokers deny access or no combiner can be created.
 */
final class CombinerThread {
    private static final Logger LOG = LoggerFactory.getLogger(CombinerThread.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<Combiner> combiners;
    private final Consumer<Throwable> onFatal;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean working;
    private @Nullable Combiner next;

    /**
     * @param combiners creates a combiner with new clients
     * @param onFatal receives an unrecoverable failure once, on this thread
     */
    CombinerThread(String name, Supplier<Combiner> combiners, Consumer<Throwable> onFatal) {
        this.combiners = combiners;
        this.onFatal = onFatal;
        this.thread = new Thread(this::work, name);
    }

    /**
     * Creates the first combiner, and starts.
     *
     * @throws RuntimeException if none can be created with the current settings; a later failure to create one counts
     *     as transient, as the settings worked before
     */
    void start() {
        next = combiners.get();
        thread.start();
    }

    /** Whether it is combining, rather than failing repeatedly. */
    boolean isWorking() {
        return working;
    }

    /** Asks it to end after the current round. */
    void stop() {
        stop.countDown();
    }

    /** Waits for its end. */
    void join() throws InterruptedException {
        thread.join();
    }

    private void work() {
        try {
            while (stop.getCount() > 0) {
                workOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            onFatal.accept(e);
        }
    }

    private void workOnce() throws InterruptedException {
        Combiner taken;
        try {
            taken = take();
        } catch (KafkaException e) {
            if (!mayPass(e)) {
                throw e;
            }
            continueAfter(e);
            return;
        }
        try (Combiner combiner = taken) {
            combiner.start();
            working = true;
            while (stop.getCount() > 0) {
                combiner.round();
            }
            combiner.leave();
        } catch (RuntimeException | StackOverflowError e) {
            if (!mayPass(e)) {
                throw e;
            }
            continueAfter(e);
        } finally {
            working = false;
        }
    }

    private void continueAfter(Throwable failure) throws InterruptedException {
        LOG.warn("Combining resumes from the last commit: {}", String.valueOf(failure.getMessage()), failure);
        var unused = stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Combiner take() {
        Combiner taken = next == null ? combiners.get() : next;
        next = null;
        return taken;
    }

    /** Kafka wraps exceptions of callbacks and later calls, so the causes are examined too. */
    private static boolean mayPass(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationException
                    || cause instanceof AuthorizationException
                    || cause instanceof UnsupportedVersionException) {
                return false;
            }
        }
        return true;
    }
}
