package dev.sluice.runtime.quarantine;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition that a stage doesn't get on with.
 *
 * @param offset of the record at which it stands
 * @param reason in plain words
 */
public record Standstill(TopicPartition partition, long offset, String reason) {
    /** One that has work, and of which nothing was committed for so long. */
    public static Standstill uncommitted(TopicPartition partition, long offset, Duration time) {
        return new Standstill(partition, offset, "nothing was committed for " + time.toSeconds() + " s");
    }

    /** One whose record was begun so often. */
    public static Standstill metAgain(TopicPartition partition, long offset, int times) {
        return new Standstill(partition, offset, "the record was begun " + times + " times");
    }
}
