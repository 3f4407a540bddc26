package dev.sluice.schemas.topic;

import java.util.List;

/** The stages from chunks to statistics, each run by one consumer group. */
public enum Stage {
    /** row-splitter: splits chunks into rows. */
    SPLIT("splitter"),
    /** aggregator: combines valid rows to partial statistics. */
    COMBINE("combiner"),
    /** aggregator: merges partial statistics and events into results. */
    MERGE("aggregator");

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    /** The consumer group, which is also the prefix of Kafka Streams' and transactional ids. */
    public String group(Topics topics) {
        return topics.prefix() + label;
    }

    /** The group without members whose committed offsets hold the notes of attempts (see {@code quarantine}). */
    public String attemptsGroup(Topics topics) {
        return group(topics) + "-attempts";
    }

    /** The topics that the group consumes. */
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
