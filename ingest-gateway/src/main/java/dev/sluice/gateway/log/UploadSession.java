package dev.sluice.gateway.log;

import dev.sluice.gateway.csv.Chunk;
import dev.sluice.gateway.metrics.GatewayMetrics;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.FileEvent.FileAborted;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.FileEvent.FileProgress;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.message.UploadDeadline;
import dev.sluice.tabular.row.Fault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one file to the log: opens it, appends chunks, then closes or aborts it. At most a fixed number of chunks is
 * in flight: beyond that the next chunk waits for the oldest acknowledgement, and so does the client. Used by one
 * thread.
 */
public final class UploadSession {
    private static final Logger LOG = LoggerFactory.getLogger(UploadSession.class);
    /** How long to wait for the acknowledgement of the first event before checking that a broker answers. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(500);

    private final Producer<byte[], byte[]> producer;
    private final LogRecords records;
    private final GatewayProperties properties;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;
    private final FileOpened opened;
    private final @Nullable String traceparent;
    private final Duration deadline;
    private final EventTimes times;
    private final Heartbeat heartbeat;
    private final Deque<RetryingSend> inFlight = new ArrayDeque<>();
    private volatile FileProgress progress;

    /**
     * A session for a file, of which nothing is written yet.
     *
     * @param traceparent the trace context for the headers of the file's records, or null
     */
    public UploadSession(
            Producer<byte[], byte[]> producer,
            LogRecords records,
            GatewayProperties properties,
            GatewayMetrics metrics,
            LongSupplier nanoTime,
            FileOpened opened,
            @Nullable String traceparent) {
        this(
                producer,
                records,
                properties,
                metrics,
                nanoTime,
                opened,
                new FileProgress(opened.fileId(), 0, 0),
                null,
                traceparent);
    }

    /**
     * A session for a file, of which an earlier one wrote a part.
     *
     * @param progress what is acknowledged
     * @param lastEventMs the broker's timestamp of the last event, or null if none is known
     */
    UploadSession(
            Producer<byte[], byte[]> producer,
            LogRecords records,
            GatewayProperties properties,
            GatewayMetrics metrics,
            LongSupplier nanoTime,
            FileOpened opened,
            FileProgress progress,
            @Nullable Long lastEventMs,
            @Nullable String traceparent) {
        this.producer = producer;
        this.records = records;
        this.properties = properties;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.opened = opened;
        this.traceparent = traceparent;
        this.progress = progress;
        this.deadline = Duration.ofMillis(opened.deadlineMs());
        this.times = new EventTimes(new UploadDeadline(opened.deadlineMs()), lastEventMs);
        this.heartbeat =
                new Heartbeat(producer, () -> records.of(this.progress), deadline.dividedBy(2), nanoTime, times);
    }

    /**
     * Writes the event that opens the file, and returns once it is acknowledged. Sends it once, and stops waiting if no
     * broker answers: nothing is lost yet, and a client that gets its 503 early can retry early.
     */
    public void open(ScheduledExecutorService scheduler, BooleanSupplier brokersAnswer) throws RefusedException {
        begin(traced(records.of(opened)), scheduler, brokersAnswer);
    }

    /**
     * Writes the event that says that the upload goes on, as {@link #open} writes that which opens the file.
     *
     * @throws RefusedException if it isn't acknowledged, or the upload is abandoned by the broker's timestamps
     */
    void resume(ScheduledExecutorService scheduler, BooleanSupplier brokersAnswer) throws RefusedException {
        begin(records.of(progress), scheduler, brokersAnswer);
        if (times.isDeadlineMissed()) {
            pause();
            throw abandoned();
        }
    }

    private void begin(
            ProducerRecord<byte[], byte[]> event, ScheduledExecutorService scheduler, BooleanSupplier brokersAnswer)
            throws RefusedException {
        long sentAt = nanoTime.getAsLong();
        times.acknowledged(new RetryingSend(producer, event, 1, metrics).awaitWhile(brokersAnswer, FIRST_LOOK));
        heartbeat.acknowledged(sentAt);
        heartbeat.start(scheduler, properties.progressInterval());
    }

    /**
     * Returns once an event that says how far the upload is, is acknowledged: the deadline starts from there.
     *
     * @throws RefusedException if it isn't
     */
    public void report() throws RefusedException {
        long sentAt = nanoTime.getAsLong();
        times.acknowledged(new RetryingSend(producer, records.of(progress), properties.sendTries(), metrics).await());
        heartbeat.acknowledged(sentAt);
    }

    /** The broker's timestamp of the last event, or null if none is known. */
    public @Nullable Long lastEventMs() {
        return times.lastMs();
    }

    /** Ends the session, but not the upload: there are no more heartbeats. */
    public void pause() {
        heartbeat.stop();
    }

    /** Sends a chunk once the number in flight allows it. */
    public void append(Chunk chunk) throws RefusedException {
        refuseSilence();
        while (inFlight.size() >= properties.chunksInFlight()
                || (!inFlight.isEmpty() && inFlight.getFirst().isDone())) {
            settleOldest();
        }
        ChunkHeaders headers = new ChunkHeaders(
                opened.fileId(),
                chunk.index(),
                chunk.firstLine(),
                opened.dataset(),
                opened.filename(),
                opened.csvHeader(),
                Objects.requireNonNullElse(opened.csvOptions(), ""),
                chunk.contentType(),
                chunk.badRow());
        ProducerRecord<byte[], byte[]> record = traced(records.of(headers, chunk.bytes()));
        inFlight.addLast(new RetryingSend(producer, record, properties.sendTries(), metrics));
    }

    /**
     * Returns once all chunks are acknowledged.
     *
     * @throws RefusedException if they aren't
     */
    public void settle() throws RefusedException {
        while (!inFlight.isEmpty()) {
            settleOldest();
        }
    }

    /**
     * Returns once all chunks and the closing event are acknowledged.
     *
     * @throws RefusedException if they aren't, or if the upload was without an event for so long that it may be
     *     abandoned before the closing event is written, or is abandoned by the broker's timestamps
     */
    public void close(FileClosed closed) throws RefusedException {
        settle();
        heartbeat.stop();
        refuseSilence();
        RecordMetadata end = new RetryingSend(producer, records.of(closed), properties.sendTries(), metrics)
                .await(() -> !heartbeat.wasSilent());
        if (!times.acknowledged(end)) {
            throw new RefusedException(
                    Problem.LOG_UNAVAILABLE, "the file may be stored, but the brokers didn't say when it was closed");
        }
        if (times.isDeadlineMissed()) {
            throw abandoned();
        }
    }

    private RefusedException abandoned() {
        return new RefusedException(
                Problem.ABANDONED,
                "the upload had no acknowledged event for longer than its deadline of " + deadline.toSeconds() + " s");
    }

    /**
     * Sends the event that aborts the file, if a broker takes it; otherwise the file ends at its deadline. Doesn't wait
     * for the acknowledgement (only, for a limited time, for space in the producer's buffer), and never throws.
     */
    public void abort(Fault fault) {
        heartbeat.stop();
        try {
            var unused = producer.send(records.of(new FileAborted(opened.fileId(), fault)), (metadata, failure) -> {
                if (failure != null) {
                    warnNotAborted(failure);
                }
            });
        } catch (RuntimeException e) {
            warnNotAborted(e);
        }
    }

    private ProducerRecord<byte[], byte[]> traced(ProducerRecord<byte[], byte[]> record) {
        Tracing.inject(record.headers(), traceparent);
        return record;
    }

    private void refuseSilence() throws RefusedException {
        if (heartbeat.wasSilent()) {
            throw new RefusedException(
                    Problem.OVERDUE,
                    "the upload had no acknowledged event for more than half its deadline of " + deadline.toSeconds()
                            + " s");
        }
    }

    private void settleOldest() throws RefusedException {
        RetryingSend oldest = inFlight.getFirst();
        oldest.await();
        inFlight.removeFirst();
        metrics.stored(oldest.bytes());
        progress = new FileProgress(opened.fileId(), progress.chunks() + 1, progress.bytes() + oldest.bytes());
    }

    private void warnNotAborted(Exception failure) {
        FileIds.logged(LOG.atWarn(), opened.fileId())
                .setCause(failure)
                .log(
                        "The abort of file {} was not acknowledged; the file will fail as abandoned in {}",
                        opened.fileId(),
                        deadline);
    }
}
