package dev.sluice.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.FileIds;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log now and then that an upload goes on, and knows when the log last heard of it. Beats on another thread
 * than the upload's, which may be waiting for its client or for room in the producer.
 */
final class Heartbeat {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    /** Enough for several to wait for room in the producer. */
    private static final int THREADS = 2;

    private final Producer<byte[], byte[]> producer;
    private final Supplier<ProducerRecord<byte[], byte[]>> progress;
    private final LongSupplier nanoTime;
    private final EventTimes times;
    private final long longestSilence;
    private long lastHeard;
    private boolean wasSilent;
    private Future<?> beats = CompletableFuture.completedFuture(null);

    /**
     * @param progress the record to send, asked for each time
     * @param longestSilence beyond which it was too long
     * @param nanoTime as {@link System#nanoTime()}
     * @param times told of each beat that the log has
     */
    Heartbeat(
            Producer<byte[], byte[]> producer,
            Supplier<ProducerRecord<byte[], byte[]>> progress,
            Duration longestSilence,
            LongSupplier nanoTime,
            EventTimes times) {
        this.producer = producer;
        this.progress = progress;
        this.longestSilence = longestSilence.toNanos();
        this.nanoTime = nanoTime;
        this.times = times;
        this.lastHeard = nanoTime.getAsLong();
    }

    /** For the heartbeats of many uploads. One that was stopped is forgotten at once, and its upload with it. */
    static ScheduledThreadPoolExecutor scheduler() {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(THREADS, Heartbeat::thread);
        scheduler.setRemoveOnCancelPolicy(true);
        return scheduler;
    }

    void start(ScheduledExecutorService scheduler, Duration interval) {
        long nanos = interval.toNanos();
        beats = scheduler.scheduleWithFixedDelay(this::beat, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    void stop() {
        beats.cancel(false);
    }

    /**
     * An event was acknowledged.
     *
     * @param sentAt when it was sent: the log has it from that time on at the latest, by its own clock
     */
    synchronized void heard(long sentAt) {
        wasSilent = wasSilent || sentAt - lastHeard > longestSilence;
        if (sentAt - lastHeard > 0) {
            lastHeard = sentAt;
        }
    }

    /**
     * Whether the log ever heard nothing of the upload for too long. That doesn't heal: the first thing that a gateway
     * does when it wakes up from a long pause may be to beat, and the upload may count as abandoned all the same.
     */
    synchronized boolean wasSilent() {
        return wasSilent || nanoTime.getAsLong() - lastHeard > longestSilence;
    }

    void beat() {
        long sentAt = nanoTime.getAsLong();
        ProducerRecord<byte[], byte[]> sign = progress.get();
        try {
            var unused = producer.send(sign, (metadata, failure) -> {
                if (failure == null) {
                    times.heard(metadata);
                    heard(sentAt);
                    return;
                }
                unheard(sign.key(), failure);
            });
        } catch (KafkaException | IllegalStateException e) {
            unheard(sign.key(), e);
        }
    }

    private static Thread thread(Runnable beats) {
        Thread thread = new Thread(beats, "gateway-heartbeat");
        thread.setDaemon(true);
        return thread;
    }

    /** One beat may go missing: what counts is how long the silence lasts. */
    private static void unheard(byte[] key, Exception failure) {
        String fileId = new String(key, UTF_8);
        FileIds.logged(LOG.atWarn(), fileId)
                .setCause(failure)
                .log("The log didn't take a sign of life of the upload of file {}", fileId);
    }
}
