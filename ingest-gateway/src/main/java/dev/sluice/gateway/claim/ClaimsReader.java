package dev.sluice.gateway.claim;

import dev.sluice.gateway.log.TopicReader;
import dev.sluice.schemas.message.UploadClaim;
import dev.sluice.schemas.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all of {@code upload-claims} into the book, and goes on from there. */
final class ClaimsReader implements TopicReader.Work {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimsReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Topic<String, UploadClaim> topic;
    private final TopicPartition partition;
    private final ClaimBook book;
    private final Consumer<String> onGrant;
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private @Nullable Long start;
    /** The first offset that isn't in the book. */
    private long next;

    /** @param onGrant receives the file of each granted claim */
    ClaimsReader(Topic<String, UploadClaim> topic, ClaimBook book, Consumer<String> onGrant) {
        this.topic = topic;
        this.partition = new TopicPartition(topic.name(), 0);
        this.book = book;
        this.onGrant = onGrant;
    }

    /** Completes as soon as all is read that the topic had at the start. */
    CompletableFuture<Void> caughtUp() {
        return caughtUp;
    }

    @Override
    public void begin(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
        consumer.assign(List.of(partition));
        if (start == null) {
            consumer.seekToBeginning(List.of(partition));
            start = consumer.endOffsets(List.of(partition)).get(partition);
        } else {
            consumer.seek(partition, next);
        }
    }

    @Override
    public void step(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            read(record);
            next = record.offset() + 1;
        }
        next = Math.max(next, consumer.position(partition));
        if (!caughtUp.isDone() && start != null && next >= start) {
            caughtUp.complete(null);
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        message(record).ifPresent(message -> {
            if (book.read(message, record.timestamp())) {
                onGrant.accept(message.fileId());
            }
        });
    }

    /** Only gateways write this topic, so a record that can't be read may be of a later version. */
    private Optional<UploadClaim> message(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.ofNullable(topic.valueSerde().deserializer().deserialize(record.topic(), record.value()));
        } catch (SerializationException | IllegalArgumentException e) {
            LOG.warn("Skipping offset {} of {}: {}", record.offset(), record.topic(), e.toString());
            return Optional.empty();
        }
    }
}
