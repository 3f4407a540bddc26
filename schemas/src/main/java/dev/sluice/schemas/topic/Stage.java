package dev.sluice.schemas.topic;

import java.util.List;

/** The steps on the way from a chunk to statistics, each the work of one consumer group. */
public enum Stage {
    /** row-splitter: chunks become rows. */
    SPLIT("splitter"),
    /** aggregator: valid rows become partial statistics. */
    COMBINE("combiner"),
    /** aggregator: partial statistics, and all that is said of files, become results. */
    MERGE("aggregator");

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    /** The consumer group, which is also what ids of Kafka Streams and of transactions begin with. */
    public String group(Topics topics) {
        return topics.prefix() + label;
    }

    /** The group, without members, whose committed offsets are notes of the attempts at records (see {@code quarantine}). */
    public String attemptsGroup(Topics topics) {
        return group(topics) + "-attempts";
    }

    /** What the group commits offsets of. */
    public List<Topic<?, ?>> reads(Topics topics) {
        return switch (this) {
            case SPLIT -> List.of(topics.rawChunks());
            case COMBINE -> List.of(topics.validRows());
            case MERGE ->
                List.of(
                        topics.deltas(),
                        topics.invalidRows(),
                        topics.splitEvents(),
                        topics.fileEvents(),
                        topics.streamEvents(),
                        topics.fileDeletions(),
                        topics.fileResults());
        };
    }
}
