package dev.sluice.runtime.quarantine;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition at which a stage is stalled.
 *
 * @param offset of the record at which it is
 * @param reason as text
 */
public record Standstill(TopicPartition partition, long offset, String reason) {
    /** A partition with work of which nothing was committed for a while. */
    public static Standstill uncommitted(TopicPartition partition, long offset, Duration time) {
        return new Standstill(partition, offset, "nothing was committed for " + time.toSeconds() + " s");
    }

    /** A partition whose record was started repeatedly. */
    public static Standstill metAgain(TopicPartition partition, long offset, int times) {
        return new Standstill(partition, offset, "the record was started " + times + " times");
    }
}
