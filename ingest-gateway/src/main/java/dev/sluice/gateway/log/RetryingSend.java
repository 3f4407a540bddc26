package dev.sluice.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.gateway.metrics.GatewayMetrics;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.schemas.message.FileIds;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Sends one record, and retries a failed send: the same record to the same partition, as a send that failed here may
 * have succeeded. The constructor sends it. Used by one thread.
 */
final class RetryingSend {
    private static final Logger LOG = LoggerFactory.getLogger(RetryingSend.class);

    private final Producer<byte[], byte[]> producer;
    private final ProducerRecord<byte[], byte[]> record;
    private final GatewayMetrics metrics;
    private final int maxAttempts;
    private int attempts;
    private Future<RecordMetadata> sent;

    /** @param record with its partition, unless it is sent only once */
    RetryingSend(
            Producer<byte[], byte[]> producer,
            ProducerRecord<byte[], byte[]> record,
            int maxAttempts,
            GatewayMetrics metrics) {
        this.producer = producer;
        this.record = record;
        this.maxAttempts = maxAttempts;
        this.metrics = metrics;
        this.sent = send();
    }

    boolean isDone() {
        return sent.isDone();
    }

    /** The size of the record's value. */
    int bytes() {
        return record.value().length;
    }

    /**
     * Waits for the acknowledgement.
     *
     * @return the record's position
     * @throws RefusedException if no attempt was acknowledged
     */
    RecordMetadata await() throws RefusedException {
        return await(() -> true);
    }

    /**
     * Waits for the acknowledgement, and retries only while {@code worthAnotherTry}.
     *
     * @return the record's position
     * @throws RefusedException if no attempt was acknowledged
     */
    RecordMetadata await(BooleanSupplier worthAnotherTry) throws RefusedException {
        while (true) {
            try {
                return sent.get();
            } catch (ExecutionException e) {
                if (attempts == maxAttempts || !worthAnotherTry.getAsBoolean()) {
                    throw unavailable("the brokers didn't acknowledge " + what(), e);
                }
                LoggingEventBuilder line = LOG.atWarn();
                if (record.key() != null) {
                    FileIds.logged(line, new String(record.key(), UTF_8));
                }
                line.log(
                        "Retrying {} after attempt {} of {}: {}",
                        what(),
                        attempts,
                        maxAttempts,
                        String.valueOf(e.getCause()));
                metrics.retried();
                sent = send();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unavailable("the gateway is stopping", e);
            }
        }
    }

    /**
     * Waits for the acknowledgement for as long as the brokers answer.
     *
     * @param interval how often to check that they answer
     * @throws RefusedException if no attempt was acknowledged, or no broker answers; the record may be written
     *     nevertheless
     */
    RecordMetadata awaitWhile(BooleanSupplier brokersAnswer, Duration interval) throws RefusedException {
        while (!isDoneWithin(interval)) {
            if (!brokersAnswer.getAsBoolean()) {
                throw new RefusedException(Problem.LOG_UNAVAILABLE, "the file could not be stored: no broker answers");
            }
        }
        return await();
    }

    private boolean isDoneWithin(Duration time) throws RefusedException {
        try {
            var unused = sent.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            // The send failed; await decides whether to retry.
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("the gateway is stopping", e);
        }
    }

    private Future<RecordMetadata> send() {
        attempts++;
        try {
            return producer.send(record);
        } catch (KafkaException | IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private String what() {
        String of = record.key() == null ? "" : " of file " + new String(record.key(), UTF_8);
        return "a record" + of + " for " + record.topic()
                + (record.partition() == null ? "" : "-" + record.partition());
    }

    private static RefusedException unavailable(String why, Throwable cause) {
        return new RefusedException(Problem.LOG_UNAVAILABLE, "the file could not be stored: " + why, cause);
    }
}
