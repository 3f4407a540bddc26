package dev.sluice.aggregator;

import dev.sluice.schemas.FileIds;
import dev.sluice.schemas.message.FileEvent;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends events in plain writes. */
final class EventSender implements Consumer<FileEvent>, EventLog {
    private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);

    private final Producer<String, FileEvent> producer;
    private final String topic;

    EventSender(Producer<String, FileEvent> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /** Sends one that may get lost, which is logged only: whoever sends these asks again. */
    @Override
    public void accept(FileEvent event) {
        // The callback sees every failure.
        var unused = producer.send(record(event), (sent, failure) -> {
            if (failure != null) {
                FileIds.logged(LOG.atWarn(), event.fileId()).setCause(failure).log("Could not send {}", event);
            }
        });
    }

    @Override
    public void write(FileEvent event, Duration timeout) {
        try {
            var unused = producer.send(record(event)).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new UnacknowledgedException(event, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnacknowledgedException(event, e);
        }
    }

    private ProducerRecord<String, FileEvent> record(FileEvent event) {
        return new ProducerRecord<>(topic, event.fileId(), event);
    }
}
