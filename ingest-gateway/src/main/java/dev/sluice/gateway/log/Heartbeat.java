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
 * Sends heartbeats for an open upload, and tracks when the log last had an event of it. Runs on another thread than the
 * upload's, which may wait for its client or for space in the producer's buffer.
 */
final class Heartbeat {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    /** Enough for several to wait for space in the producer's buffer. */
    private static final int THREADS = 2;

    private final Producer<byte[], byte[]> producer;
    private final Supplier<ProducerRecord<byte[], byte[]>> progress;
    private final LongSupplier nanoTime;
    private final EventTimes times;
    private final long maxSilence;
    private long lastHeard;
    private boolean wasSilent;
    private Future<?> beats = CompletableFuture.completedFuture(null);

    /**
     * @param progress creates a new record to send each time
     * @param maxSilence the maximum time between events
     * @param nanoTime as {@link System#nanoTime()}
     * @param times receives each acknowledged heartbeat
     */
    Heartbeat(
            Producer<byte[], byte[]> producer,
            Supplier<ProducerRecord<byte[], byte[]>> progress,
            Duration maxSilence,
            LongSupplier nanoTime,
            EventTimes times) {
        this.producer = producer;
        this.progress = progress;
        this.maxSilence = maxSilence.toNanos();
        this.nanoTime = nanoTime;
        this.times = times;
        this.lastHeard = nanoTime.getAsLong();
    }

    /**
     * Schedules the heartbeats of many uploads. Removes a cancelled one at once, so that its upload can be
     * garbage-collected.
     */
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
     * Records an acknowledged event.
     *
     * @param sentAt when it was sent; the log has had it at the latest since then, by the log's clock
     */
    synchronized void acknowledged(long sentAt) {
        wasSilent = wasSilent || sentAt - lastHeard > maxSilence;
        if (sentAt - lastHeard > 0) {
            lastHeard = sentAt;
        }
    }

    /**
     * Whether the log was ever without an event of the upload for too long. Once true, it stays true: a gateway that
     * resumes after a long pause may send a heartbeat first, and the upload may be abandoned nevertheless.
     */
    synchronized boolean wasSilent() {
        return wasSilent || nanoTime.getAsLong() - lastHeard > maxSilence;
    }

    void beat() {
        long sentAt = nanoTime.getAsLong();
        ProducerRecord<byte[], byte[]> sign = progress.get();
        try {
            var unused = producer.send(sign, (metadata, failure) -> {
                if (failure == null) {
                    times.acknowledged(metadata);
                    acknowledged(sentAt);
                    return;
                }
                logFailure(sign.key(), failure);
            });
        } catch (KafkaException | IllegalStateException e) {
            logFailure(sign.key(), e);
        }
    }

    private static Thread thread(Runnable beats) {
        Thread thread = new Thread(beats, "gateway-heartbeat");
        thread.setDaemon(true);
        return thread;
    }

    /** A single heartbeat may be lost: what counts is the time between events. */
    private static void logFailure(byte[] key, Exception failure) {
        String fileId = new String(key, UTF_8);
        FileIds.logged(LOG.atWarn(), fileId)
                .setCause(failure)
                .log("A heartbeat of the upload of file {} was not acknowledged", fileId);
    }
}
