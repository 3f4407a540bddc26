package dev.sluice.gateway;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One record on its way to the log, sent again if a send fails: as it was and to the same partition, since a send that
 * failed here may yet have arrived. Used by one thread; it is sent when made.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final Producer<byte[], byte[]> producer;
    private final ProducerRecord<byte[], byte[]> record;
    private final GatewayMetrics metrics;
    private final int tries;
    private int tried;
    private Future<RecordMetadata> sent;

    /** @param record with its partition */
    Delivery(
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
     * @throws UploadException if no try got one
     */
    void await() throws UploadException {
        await(() -> true);
    }

    /**
     * Waits for the acknowledgement, and tries again only while that is worth it.
     *
     * @throws UploadException if no try got one
     */
    void await(BooleanSupplier worthAnotherTry) throws UploadException {
        while (true) {
            try {
                sent.get();
                return;
            } catch (ExecutionException e) {
                if (tried == tries || !worthAnotherTry.getAsBoolean()) {
                    throw unavailable("its log didn't acknowledge " + what(), e);
                }
                LOG.warn("Sending {} again after try {} of {}: {}", what(), tried, tries, String.valueOf(e.getCause()));
                metrics.retried();
                sent = send();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unavailable("the gateway is stopping", e);
            }
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
        return "a record for " + record.topic() + "-" + record.partition();
    }

    private static UploadException unavailable(String why, Throwable cause) {
        return new UploadException(Problem.LOG_UNAVAILABLE, "the file could not be stored, " + why, cause);
    }
}
