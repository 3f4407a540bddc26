package dev.sluice.gateway.claim;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.gateway.log.TopicReader;
import dev.sluice.schemas.message.UploadClaim;
import dev.sluice.schemas.message.UploadClaim.Position;
import dev.sluice.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code file-results} and {@code file-deletions}, and appends to {@code upload-claims} what follows. All
 * gateways do so: each may be the only one that runs when a file ends. What follows takes effect by its place in
 * {@code upload-claims}, so all gateways agree from which claim on.
 */
final class OutcomesReader implements TopicReader.Work {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration WHILE_ASKED = Duration.ofMillis(20);
    /** A claim is settled in less time, unless its gateway died. */
    private static final Duration UNSETTLED = Duration.ofMinutes(1);

    private final Topics topics;
    private final ClaimBook book;
    private final Outcomes outcomes;
    private final ClaimLog log;
    private final CompletableFuture<Void> claimsRead;
    private final Clock clock;
    private final List<TopicPartition> partitions;
    /** The first offsets of which it isn't in the log what follows. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private final Queue<CompletableFuture<Void>> asked = new ConcurrentLinkedQueue<>();
    private final List<Waiting> waiting = new ArrayList<>();

    /** @param claimsRead completes when the book has what the topic of claims had at the start */
    OutcomesReader(
            Topics topics,
            ClaimBook book,
            Outcomes outcomes,
            ClaimLog log,
            CompletableFuture<Void> claimsRead,
            Clock clock) {
        this.topics = topics;
        this.book = book;
        this.outcomes = outcomes;
        this.log = log;
        this.claimsRead = claimsRead;
        this.clock = clock;
        this.partitions = Stream.of(topics.fileResults(), topics.fileDeletions())
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .mapToObj(number -> new TopicPartition(topic.name(), number)))
                .toList();
    }

    private record Waiting(Map<TopicPartition, Long> ends, CompletableFuture<Void> read) {}

    /**
     * Completes as soon as all that the topics have now is read, and what follows is in {@code upload-claims}. The
     * caller must wake up the reader.
     */
    CompletableFuture<Void> upToDate() {
        CompletableFuture<Void> read = new CompletableFuture<>();
        asked.add(read);
        return read;
    }

    @Override
    public void begin(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        await(claimsRead);
        consumer.assign(partitions);
        // The outcome of a pending claim may have been read by a gateway that died before it read the claim.
        boolean unsettled = next.isEmpty() && book.isPendingSince(clock.millis() - UNSETTLED.toMillis());
        for (TopicPartition partition : partitions) {
            Long from = next.containsKey(partition) ? next.get(partition) : unread(partition);
            if (from != null && !unsettled) {
                consumer.seek(partition, from);
            } else if (book.live() == 0) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seekToBeginning(List.of(partition));
            }
        }
        note(consumer);
    }

    @Override
    public void step(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        answer(consumer);
        List<CompletableFuture<Void>> appended = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(waiting.isEmpty() ? POLL : WHILE_ASKED)) {
            follows(record).ifPresent(message -> appended.add(log.append(message)));
        }
        await(CompletableFuture.allOf(appended.toArray(CompletableFuture[]::new)));
        note(consumer);
        answer(consumer);
    }

    private Optional<UploadClaim> follows(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return Optional.empty();
        }
        boolean result = record.topic().equals(topics.fileResults().name());
        Optional<Outcome> outcome = result ? Outcome.ofResult(record.value()) : Outcome.ofDeletion(record.value());
        Position from = new Position(name(record.topic()), record.partition(), record.offset());
        return outcome.flatMap(one -> outcomes.read(new String(record.key(), UTF_8), one, from));
    }

    private void note(Consumer<byte[], byte[]> consumer) {
        partitions.forEach(partition -> next.put(partition, consumer.position(partition)));
    }

    private void answer(Consumer<byte[], byte[]> consumer) {
        int before = asked.size();
        if (before > 0) {
            // The ends are of a time after these were asked; if they can't be had, the next step asks again.
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            for (int i = 0; i < before; i++) {
                waiting.add(new Waiting(ends, asked.remove()));
            }
        }
        Iterator<Waiting> each = waiting.iterator();
        while (each.hasNext()) {
            Waiting one = each.next();
            if (one.read().isDone() || one.ends().entrySet().stream().allMatch(this::isRead)) {
                each.remove();
                one.read().complete(null);
            }
        }
    }

    private boolean isRead(Map.Entry<TopicPartition, Long> end) {
        return next.getOrDefault(end.getKey(), 0L) >= end.getValue();
    }

    private @Nullable Long unread(TopicPartition partition) {
        return book.unread(name(partition.topic()), partition.partition());
    }

    private String name(String topic) {
        return topic.substring(topics.prefix().length());
    }

    private static void await(CompletableFuture<Void> future) throws InterruptedException {
        try {
            var unused = future.get();
        } catch (ExecutionException e) {
            throw new KafkaException("upload-claims can't be written", e);
        }
    }
}
