package dev.sluice.aggregator.broker;

import dev.sluice.aggregator.broker.DeletionLog.UnacknowledgedException;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.topic.Topic;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes events of files to one topic, without transactions. */
public final class KafkaFileEventWriter<E> implements Consumer<E> {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaFileEventWriter.class);

    private final Producer<String, byte[]> producer;
    private final Topic<String, E> topic;
    private final Function<E, String> fileId;

    public KafkaFileEventWriter(Producer<String, byte[]> producer, Topic<String, E> topic, Function<E, String> fileId) {
        this.producer = producer;
        this.topic = topic;
        this.fileId = fileId;
    }

    /** Sends an event without waiting. A failure is only logged: the caller sends such events periodically. */
    @Override
    public void accept(E event) {
        // The callback receives every failure.
        var unused = producer.send(record(event), (sent, failure) -> {
            if (failure != null) {
                FileIds.logged(LOG.atWarn(), fileId.apply(event))
                        .setCause(failure)
                        .log("Could not write {}", event);
            }
        });
    }

    /**
     * Writes an event, and returns once it is acknowledged.
     *
     * @throws UnacknowledgedException if it wasn't acknowledged in time; it may be written nevertheless
     */
    public void write(E event, Duration timeout) {
        try {
            var unused = producer.send(record(event)).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new UnacknowledgedException(event, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnacknowledgedException(event, e);
        }
    }

    private ProducerRecord<String, byte[]> record(E event) {
        byte[] value = topic.valueSerde().serializer().serialize(topic.name(), event);
        return new ProducerRecord<>(topic.name(), fileId.apply(event), value);
    }
}
