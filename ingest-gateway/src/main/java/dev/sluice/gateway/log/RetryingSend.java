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
 * One record on its way to the log, sent again if a send fails: as it was and to the same partition, since a send that
 * failed here may yet have arrived. Used by one thread; it is sent when made.
 */
final class RetryingSend {
    private static final Logger LOG = LoggerFactory.getLogger(RetryingSend.class);

    private final Producer<byte[], byte[]> producer;
    private final ProducerRecord<byte[], byte[]> record;
    private final GatewayMetrics metrics;
    private final int tries;
    private int tried;
    private Future<RecordMetadata> sent;

    /** @param record with its partition, unless it is tried only once */
    RetryingSend(
            Producer<byte[], byte[]> producer,
            ProducerRecord<byte[], byte[]> record,
            int tries,
            GatewayMetrics metrics) {
        this.producer = producer;
        this.record = record;
        this.tries = tries;
        this.metrics = metrics;
        this.sent = send();
    }

    boolean isDone() {
        return sent.isDone();
    }

    /** How large the record's value is. */
    int bytes() {
        return record.value().length;
    }

    /**
     * Waits for the acknowledgement.
     *
     * @return where the record is
     * @throws RefusedException if no try got one
     */
    RecordMetadata await() throws RefusedException {
        return await(() -> true);
    }

    /**
     * Waits for the acknowledgement, and tries again only while that is worth it.
     *
     * @return where the record is
     * @throws RefusedException if no try got one
     */
    RecordMetadata await(BooleanSupplier worthAnotherTry) throws RefusedException {
        while (true) {
            try {
                return sent.get();
            } catch (ExecutionException e) {
                if (tried == tries || !worthAnotherTry.getAsBoolean()) {
                    throw unavailable("its log didn't acknowledge " + what(), e);
                }
                LoggingEventBuilder line = LOG.atWarn();
                if (record.key() != null) {
                    FileIds.logged(line, new String(record.key(), UTF_8));
                }
                line.log("Sending {} again after try {} of {}: {}", what(), tried, tries, String.valueOf(e.getCause()));
                metrics.retried();
                sent = send();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unavailable("the gateway is stopping", e);
            }
        }
    }

    /**
     * Waits for the acknowledgement for as long as the brokers answer anything at all.
     *
     * @param interval when to look whether they do, again and again
     * @throws RefusedException if no try got one, or the brokers are gone; the record may get there nonetheless
     */
    RecordMetadata awaitWhile(BooleanSupplier brokersAnswer, Duration interval) throws RefusedException {
        while (!isDoneWithin(interval)) {
            if (!brokersAnswer.getAsBoolean()) {
                throw new RefusedException(Problem.LOG_UNAVAILABLE, "the file could not be stored, no broker answers");
            }
        }
        return await();
    }

    private boolean isDoneWithin(Duration time) throws RefusedException {
        try {
            var unused = sent.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            // It failed. What to do then is for await to say.
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("the gateway is stopping", e);
        }
    }

    private Future<RecordMetadata> send() {
        tried++;
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
        return new RefusedException(Problem.LOG_UNAVAILABLE, "the file could not be stored, " + why, cause);
    }
}
