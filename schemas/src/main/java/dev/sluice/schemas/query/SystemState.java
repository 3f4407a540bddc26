package dev.sluice.schemas.query;

import java.time.Instant;
import java.util.List;

/**
 * The state of the system at a time, as reported by the brokers.
 *
 * @param asOf the time
 * @param brokers the running brokers, as host:port for clients
 * @param topics all topics of Sluice
 * @param stages in the order in which rows pass through them
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
     * @param name with the prefix
     * @param records an upper bound of the records in it: transaction markers and compaction make it inexact
     */
    public record TopicState(String name, int partitions, long records) {}

    /**
     * A stage.
     *
     * @param name {@code split}, {@code combine} or {@code merge}
     * @param group its consumer group
     * @param members the number of members of the group; with 0 the stage isn't running
     * @param lag the number of offsets between the committed ones and the end of its topics, transaction markers
     *     included
     * @param reads the lag by topic
     * @param standstills the records at which it is stalled
     */
    public record StageState(
            String name, String group, int members, long lag, List<TopicLag> reads, List<StandstillAt> standstills) {
        public StageState {
            reads = List.copyOf(reads);
            standstills = List.copyOf(standstills);
        }
    }

    /**
     * A record at which a stage is stalled.
     *
     * @param topic with the prefix
     * @param reason a description
     */
    public record StandstillAt(String topic, int partition, long offset, String reason) {}

    /** The lag of a topic. */
    public record TopicLag(String topic, long lag) {}
}
