package dev.sluice.schemas.query;

import java.time.Instant;
import java.util.List;

/**
 * What the brokers told at a moment.
 *
 * @param asOf that moment
 * @param brokers those that are up, as host:port for clients
 * @param topics all of Sluice's own
 * @param stages in the order in which rows pass them
 */
public record SystemState(Instant asOf, List<String> brokers, List<TopicState> topics, List<StageState> stages) {
    public SystemState {
        brokers = List.copyOf(brokers);
        topics = List.copyOf(topics);
        stages = List.copyOf(stages);
    }

    /**
     * A topic.
     *
     * @param name in full
     * @param records kept in it: where transactions write or compaction cleans, at most as many
     */
    public record TopicState(String name, int partitions, long records) {}

    /**
     * A stage.
     *
     * @param name {@code split}, {@code combine} or {@code merge}
     * @param group its consumer group
     * @param members who shares the work now; 0 is nobody, and then nothing of it is done
     * @param lag how many records of all that it reads it has still to go through, the ends of transactions counted with
     *     them
     * @param reads the same by topic
     * @param standstills the records that it has met again and again and isn't behind
     */
    public record StageState(
            String name, String group, int members, long lag, List<TopicLag> reads, List<StandstillAt> standstills) {
        public StageState {
            reads = List.copyOf(reads);
            standstills = List.copyOf(standstills);
        }
    }

    /**
     * A record that a stage doesn't get behind.
     *
     * @param topic in full
     * @param reason in plain words
     */
    public record StandstillAt(String topic, int partition, long offset, String reason) {}

    /** How many records of a topic are still to be gone through. */
    public record TopicLag(String topic, long lag) {}
}
