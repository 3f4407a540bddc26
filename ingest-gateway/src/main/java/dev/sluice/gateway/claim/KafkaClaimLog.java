package dev.sluice.gateway.claim;

import dev.sluice.schemas.message.UploadClaim;
import dev.sluice.schemas.topic.Topic;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Appends through a producer, which retries a send as often as its delivery time-out allows. */
final class KafkaClaimLog implements ClaimLog {
    private final Producer<byte[], byte[]> producer;
    private final Topic<String, UploadClaim> topic;

    KafkaClaimLog(Producer<byte[], byte[]> producer, Topic<String, UploadClaim> topic) {
        this.producer = producer;
        this.topic = topic;
    }

    @Override
    public CompletableFuture<Void> append(UploadClaim record) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        try {
            var unused = producer.send(
                    new ProducerRecord<>(
                            topic.name(),
                            0,
                            topic.keySerde().serializer().serialize(topic.name(), record.fileId()),
                            topic.valueSerde().serializer().serialize(topic.name(), record)),
                    (metadata, failure) -> {
                        if (failure == null) {
                            acknowledged.complete(null);
                        } else {
                            acknowledged.completeExceptionally(failure);
                        }
                    });
        } catch (KafkaException | IllegalStateException e) {
            acknowledged.completeExceptionally(e);
        }
        return acknowledged;
    }
}
