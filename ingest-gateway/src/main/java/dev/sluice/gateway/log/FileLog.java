package dev.sluice.gateway.log;

import dev.sluice.gateway.metrics.GatewayMetrics;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.FileEvent.FileProgress;
import dev.sluice.tabular.row.Fault;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Writes files to the log. Owns its producer. */
public final class FileLog implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final LogRecords records;
    private final GatewayProperties properties;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;
    private final BooleanSupplier brokersAnswer;
    private final ScheduledExecutorService heartbeats;

    /**
     * Writes through a producer, which {@link #close} closes.
     *
     * @param nanoTime as {@link System#nanoTime()}
     * @param brokersAnswer whether any broker answers, asked only if an acknowledgement is late
     */
    public FileLog(
            Producer<byte[], byte[]> producer,
            GatewayProperties properties,
            GatewayMetrics metrics,
            LongSupplier nanoTime,
            BooleanSupplier brokersAnswer) {
        this.producer = producer;
        this.records = new LogRecords(properties.topics());
        this.properties = properties;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.brokersAnswer = brokersAnswer;
        this.heartbeats = Heartbeat.scheduler();
    }

    /**
     * Writes the event that opens a file, and returns once it is acknowledged.
     *
     * @param traceparent the trace context for the headers of the file's records, or null
     * @throws RefusedException if it wasn't acknowledged; it may be in the log nevertheless, so the file is aborted and
     *     the exception has its id
     */
    public UploadSession open(FileOpened opened, @Nullable String traceparent) throws RefusedException {
        UploadSession file = new UploadSession(producer, records, properties, metrics, nanoTime, opened, traceparent);
        try {
            file.open(heartbeats, brokersAnswer);
            return file;
        } catch (RefusedException e) {
            abortElsewhere(file, e.fault());
            throw e.of(opened.fileId());
        }
    }

    /**
     * Opens a file whose upload may be resumed; its sessions write the same event again, if an earlier one died before
     * it could tell. Not aborted if the event isn't acknowledged: the next session tries again.
     */
    public UploadSession openResumable(FileOpened opened, @Nullable String traceparent) throws RefusedException {
        UploadSession file = new UploadSession(producer, records, properties, metrics, nanoTime, opened, traceparent);
        file.open(heartbeats, brokersAnswer);
        return file;
    }

    /**
     * Continues a file that an earlier session opened, and returns once the log says so.
     *
     * @param progress what the earlier sessions have written
     * @param lastEventMs the broker's timestamp of the last event, or null if none is known
     * @throws RefusedException if that isn't acknowledged, or the upload is abandoned
     */
    public UploadSession resume(
            FileOpened opened, FileProgress progress, @Nullable Long lastEventMs, @Nullable String traceparent)
            throws RefusedException {
        UploadSession file = new UploadSession(
                producer, records, properties, metrics, nanoTime, opened, progress, lastEventMs, traceparent);
        file.resume(heartbeats, brokersAnswer);
        return file;
    }

    /** A producer that has lost its brokers blocks for seconds on a send, while a client waits for its 503. */
    private void abortElsewhere(UploadSession file, Fault fault) {
        try {
            heartbeats.execute(() -> file.abort(fault));
        } catch (RejectedExecutionException e) {
            // The gateway is stopping and its executor is shut down.
            file.abort(fault);
        }
    }

    /**
     * Writes a file that is one record, and returns once it is acknowledged. A retry may write it twice; the splitter
     * drops the duplicate.
     *
     * @param headers the record's headers, the file's id included
     * @throws RefusedException if the record wasn't acknowledged; it may be in the log nevertheless
     */
    public void store(String fileId, Headers headers, byte[] file) throws RefusedException {
        new RetryingSend(producer, records.of(fileId, headers, file), properties.sendTries(), metrics).await();
    }

    /**
     * Writes an event of a file, and returns once it is acknowledged. A retry may write it twice.
     *
     * @throws RefusedException if it wasn't acknowledged
     */
    public void write(FileEvent event) throws RefusedException {
        new RetryingSend(producer, records.of(event), properties.sendTries(), metrics).await();
    }

    @Override
    public void close() {
        heartbeats.shutdownNow();
        producer.close(CLOSE_TIMEOUT);
    }
}
