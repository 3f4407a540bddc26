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
 * Keeps a combiner at work. When one loses its place (its partitions went to another member, its transaction was aborted,
 * no broker could be reached) or fails of a record, a new one with new clients goes on where the last commit was: the record is
 * set aside in the end. When the brokers don't allow what it does, or no combiner can be made, that is the end of it.
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
     * @param combiners makes one with new clients
     * @param onFatal is told once, on this thread, of what will not pass
     */
    CombinerThread(String name, Supplier<Combiner> combiners, Consumer<Throwable> onFatal) {
        this.combiners = combiners;
        this.onFatal = onFatal;
        this.thread = new Thread(this::work, name);
    }

    /**
     * Makes its first combiner, and begins.
     *
     * @throws RuntimeException if none can be made with the settings there are; later that counts as something that may
     *     pass, since then they were good once
     */
    void start() {
        next = combiners.get();
        thread.start();
    }

    /** Whether it is combining now, not failing again and again. */
    boolean isWorking() {
        return working;
    }

    /** Asks it to end after what it is at. */
    void stop() {
        stop.countDown();
    }

    /** Waits until it has ended. */
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
            goOnAfter(e);
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
            goOnAfter(e);
        } finally {
            working = false;
        }
    }

    private void goOnAfter(Throwable failure) throws InterruptedException {
        LOG.warn("Combining goes on from the last commit: {}", String.valueOf(failure.getMessage()), failure);
        var unused = stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Combiner take() {
        Combiner taken = next == null ? combiners.get() : next;
        next = null;
        return taken;
    }

    /** Kafka wraps what it throws out of callbacks and later calls, so the causes count too. */
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
