package dev.sluice.aggregator;

import dev.sluice.schemas.message.FileEvent;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends events in plain writes. One that fails is logged only: whoever sends these asks again. */
final class EventSender implements Consumer<FileEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);

    private final Producer<String, FileEvent> producer;
    private final String topic;

    EventSender(Producer<String, FileEvent> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    @Override
    public void accept(FileEvent event) {
        // The callback sees every failure.
        var unused = producer.send(new ProducerRecord<>(topic, event.fileId(), event), (sent, failure) -> {
            if (failure != null) {
                LOG.warn("Could not send {}", event, failure);
            }
        });
    }
}
