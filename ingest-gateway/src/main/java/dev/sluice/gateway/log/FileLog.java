package dev.sluice.gateway.log;

import dev.sluice.gateway.metrics.GatewayMetrics;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.tabular.row.Fault;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The log that files are written to. Owns its producer. */
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
     * Writes through a producer, and closes it when it is closed.
     *
     * @param nanoTime as {@link System#nanoTime()}
     * @param brokersAnswer whether any of them does, asked only where an acknowledgement is late
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
     * Writes that a file begins, and returns when that is acknowledged.
     *
     * @param traceparent what its records are to carry of its trace, or null
     * @throws RefusedException if it wasn't; it may be in the log nonetheless, so the file is aborted and the exception
     *     has its id
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

    /** A producer that has lost its brokers blocks for seconds before it takes a record, and a client waits for its 503. */
    private void abortElsewhere(UploadSession file, Fault fault) {
        try {
            heartbeats.execute(() -> file.abort(fault));
        } catch (RejectedExecutionException e) {
            // The gateway is stopping: there are no other threads.
            file.abort(fault);
        }
    }

    /**
     * Writes a file that is one record, and returns when that is acknowledged. The record may be there twice, and the
     * splitter drops the second.
     *
     * @param headers what there is to say of it, its id included
     * @throws RefusedException if the record wasn't acknowledged; it may be in the log nonetheless
     */
    public void store(String fileId, Headers headers, byte[] file) throws RefusedException {
        new RetryingSend(producer, records.of(fileId, headers, file), properties.sendTries(), metrics).await();
    }

    /**
     * Writes an event of a file, and returns when that is acknowledged. An event may be there twice.
     *
     * @throws RefusedException if it wasn't
     */
    public void tell(FileEvent event) throws RefusedException {
        new RetryingSend(producer, records.of(event), properties.sendTries(), metrics).await();
    }

    @Override
    public void close() {
        heartbeats.shutdownNow();
        producer.close(CLOSE_TIMEOUT);
    }
}
