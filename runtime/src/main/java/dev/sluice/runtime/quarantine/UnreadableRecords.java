package dev.sluice.runtime.quarantine;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;

/**
 * Records that a consumer can't return, for example because their bytes were corrupted on disk: polling fails at the
 * same position every time. They are skipped by position. Shared by a stage's consumers and its writers of dead
 * letters.
 */
public final class UnreadableRecords {
    /** A batch may also have been corrupted on its way; the next attempt then succeeds. */
    private static final int TRIES = 3;

    private final Map<TopicPartition, Stuck> stuck = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Queue<Skipped>> skipped = new ConcurrentHashMap<>();

    /** @param last the position that was skipped before, or a nonexistent one */
    private record Stuck(long position, int times, long last) {}

    /** A record that was skipped. */
    public record Skipped(TopicPartition partition, long offset, String reason) {}

    /**
     * The partition whose next record can't be read, if the failure of a poll says so.
     *
     * @param assigned the consumer's partitions
     */
    public static Optional<TopicPartition> partition(KafkaException failure, Set<TopicPartition> assigned) {
        if (failure instanceof RecordDeserializationException unreadable) {
            return Optional.of(unreadable.topicPartition());
        }
        // Kafka's consumer reports it in its message only.
        String message = String.valueOf(failure.getMessage());
        boolean isUnreadable = message.contains("seek past the record")
                || message.contains(" is invalid, cause: ")
                || message.contains("corrupt message when fetching");
        if (!isUnreadable) {
            return Optional.empty();
        }
        Set<String> words = Set.copyOf(Arrays.stream(message.split("[\\s,:]+", -1))
                .map(word -> word.endsWith(".") ? word.substring(0, word.length() - 1) : word)
                .distinct()
                .toList());
        return assigned.stream()
                .filter(partition -> words.contains(partition.toString()))
                .findFirst();
    }

    /**
     * Whether the consumer is to skip a position at which it has failed: after the third failure in a row, or
     * immediately if the position directly follows a skipped one, as corruption affects a batch.
     */
    public boolean isToBeSkipped(TopicPartition partition, long position, Throwable failure) {
        Stuck before = stuck.get(partition);
        long last = before == null ? Long.MIN_VALUE : before.last();
        int times = before != null && before.position() == position ? before.times() + 1 : 1;
        if (times < TRIES && last != position - 1) {
            stuck.put(partition, new Stuck(position, times, last));
            return false;
        }
        stuck.put(partition, new Stuck(position + 1, 0, position));
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        skipped.computeIfAbsent(partition, any -> new ConcurrentLinkedQueue<>())
                .add(new Skipped(partition, position, "the record can't be read: " + cause.getMessage()));
        return true;
    }

    /** Passes on, in order, the skipped records of a partition that aren't dead letters yet. */
    public void drain(TopicPartition partition, Consumer<Skipped> deadLetter) {
        Queue<Skipped> queue = skipped.get(partition);
        if (queue == null) {
            return;
        }
        Skipped next = queue.poll();
        while (next != null) {
            deadLetter.accept(next);
            next = queue.poll();
        }
    }
}
