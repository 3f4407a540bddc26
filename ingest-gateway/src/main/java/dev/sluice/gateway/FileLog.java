package dev.sluice.gateway;

import dev.sluice.schemas.message.FileEvent.FileOpened;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;

/** The log that files are written to. Owns its producer. */
final class FileLog implements AutoCloseable {
    /** Enough for several to wait for room in the producer. */
    private static final int HEARTBEAT_THREADS = 2;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final GatewayProperties properties;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService heartbeats;

    /** @param nanoTime as {@link System#nanoTime()} */
    FileLog(
            Producer<byte[], byte[]> producer,
            GatewayProperties properties,
            GatewayMetrics metrics,
            LongSupplier nanoTime) {
        this.producer = producer;
        this.properties = properties;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.heartbeats = Executors.newScheduledThreadPool(HEARTBEAT_THREADS, FileLog::heartbeatThread);
    }

    /**
     * Writes that a file begins, and returns when that is acknowledged.
     *
     * @throws UploadException if it wasn't; it may be in the log nonetheless, so the file is aborted and the exception
     *     has its id
     */
    OpenFile open(FileOpened opened) throws UploadException {
        OpenFile file = new OpenFile(producer, properties, metrics, nanoTime, opened);
        try {
            file.open(heartbeats);
            return file;
        } catch (UploadException e) {
            file.abort(e.fault());
            throw e.of(opened.fileId());
        }
    }

    @Override
    public void close() {
        heartbeats.shutdownNow();
        producer.close(CLOSE_TIMEOUT);
    }

    private static Thread heartbeatThread(Runnable beats) {
        Thread thread = new Thread(beats, "gateway-heartbeat");
        thread.setDaemon(true);
        return thread;
    }
}
