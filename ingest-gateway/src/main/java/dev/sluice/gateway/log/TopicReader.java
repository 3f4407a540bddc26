package dev.sluice.gateway.log;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads topics on a separate thread, until it is closed. After a failure it tries again. */
public final class TopicReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Work work;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean reading;

    /** @param consumer closed by this reader */
    public TopicReader(String name, Consumer<byte[], byte[]> consumer, Work work) {
        this.consumer = consumer;
        this.work = work;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** What is done with a consumer. A method that fails is called again; a record that was read is then read again. */
    public interface Work {
        /** Assigns partitions, and seeks in them. */
        void begin(Consumer<byte[], byte[]> consumer) throws InterruptedException;

        /** Polls once, for a second at most. */
        void step(Consumer<byte[], byte[]> consumer) throws InterruptedException;
    }

    /** Whether the last step succeeded. */
    public boolean isReading() {
        return reading;
    }

    /** Ends a poll. */
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            boolean begun = false;
            while (closed.getCount() > 0) {
                begun = round(begun);
            }
        } catch (InterruptedException | InterruptException e) {
            LOG.debug("The reader ends", e);
        } finally {
            reading = false;
            // An interrupted thread can't close a consumer in order.
            var unused = Thread.interrupted();
            consumer.close();
        }
    }

    /** Returns whether the consumer has its partitions. */
    private boolean round(boolean begun) throws InterruptedException {
        try {
            if (!begun) {
                work.begin(consumer);
            }
            work.step(consumer);
            reading = true;
            return true;
        } catch (WakeupException e) {
            return begun;
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            reading = false;
            LOG.warn("{} failed, and tries again: {}", Thread.currentThread().getName(), e.toString(), e);
            var unused = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            // What the failed step had polled is polled again.
            return false;
        }
    }
}
