package dev.sluice.schemas.topic;

import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileDeletion;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.message.StreamEvent;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.tabular.text.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * All topics of one Sluice. The one way to name a topic.
 *
 * @param prefix what all names begin with; also of the Streams applications' ids
 * @param partitions of the topics keyed by file: fixed for the life of a prefix
 * @param rawPartitions of {@code raw-chunks}
 * @param rowPartitions of {@code valid-rows}
 * @param replication of every topic
 * @param minInSyncReplicas how many replicas must have a record before it counts as written
 * @param retention how long chunks, rows and events are kept at least, and so how far back one can replay
 * @param startTimeout how long a service waits for the broker when it starts
 */
public record Topics(
        String prefix,
        int partitions,
        int rawPartitions,
        int rowPartitions,
        short replication,
        int minInSyncReplicas,
        Duration retention,
        Duration startTimeout) {

    /** The largest record: a chunk of 512 KiB and its headers. */
    public static final int MAX_RECORD_BYTES = Limits.RECORD_BYTES;

    /** Settings of a compacted topic with a few keys that are written all the time: much to clean, little to restore. */
    public static final Map<String, String> FEW_KEYS = Map.of(
            TopicConfig.SEGMENT_BYTES_CONFIG,
            Integer.toString(4 * 1024 * 1024),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
            "0.1");

    private static final Serde<String> KEY = Serdes.String();

    /** A segment is at most this part of the retention, and at most so long. */
    private static final int SEGMENTS = 8;

    private static final Duration LONGEST_SEGMENT = Duration.ofDays(1);

    /** What brokers delete later than they could: they look every 5 minutes by default, and their clocks differ. */
    private static final Duration LATE_DELETION = Duration.ofHours(1);

    /** Key: file id. Value: CSV text as uploaded, whole records, no header row; see {@code ChunkHeaders}. */
    public Topic<String, byte[]> rawChunks() {
        return topic("raw-chunks", rawPartitions, kept(), Serdes.ByteArray());
    }

    /** Key: the series. Values: {@code ValidRowWriter}, {@code ValidRowReader}. */
    public Topic<String, byte[]> validRows() {
        return topic("valid-rows", rowPartitions, kept(), Serdes.ByteArray());
    }

    /** The aggregator's own. Key: file id. Value: partial statistics on their way to the file's, binary. */
    public Topic<String, byte[]> deltas() {
        return topic("aggregator-deltas", partitions, kept(), Serdes.ByteArray());
    }

    /**
     * The aggregator's own: how far {@code valid-rows} is combined, in the partition of the same number. Value: a {@link
     * ReadPosition}.
     */
    public Topic<String, byte[]> combined() {
        Map<String, String> config = new HashMap<>(FEW_KEYS);
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        return topic("aggregator-combined", rowPartitions, config, Serdes.ByteArray());
    }

    /** Key: file id. */
    public Topic<String, InvalidRow> invalidRows() {
        return topic("invalid-rows", partitions, kept(), Json.serde(InvalidRow.class));
    }

    /** Key: file id. */
    public Topic<String, ChunkSplit> splitEvents() {
        return topic("split-events", partitions, kept(), Json.serde(ChunkSplit.class));
    }

    /** Sluice's own. Key: file id. */
    public Topic<String, FileEvent> fileEvents() {
        return topic("file-events", partitions, kept(), Json.serde(FileEvent.class));
    }

    /** What direct producers say of their open streams. Key: file id. */
    public Topic<String, StreamEvent> streamEvents() {
        return topic("stream-events", partitions, kept(), Json.serde(StreamEvent.class));
    }

    /** Key: file id. Sluice's alone, and apart from the events: of deletions there are few, so a copy soon has them all. */
    public Topic<String, FileDeletion> fileDeletions() {
        return topic("file-deletions", partitions, kept(), Json.serde(FileDeletion.class));
    }

    /** Key: file id. Value: null once the file is deleted. */
    public Topic<String, FileResult> fileResults() {
        Map<String, String> compacted = Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        return topic("file-results", partitions, compacted, Json.serde(FileResult.class));
    }

    /** Records that no service could read, as they came, with why in their headers. */
    public Topic<byte[], byte[]> deadLetters() {
        return new Topic<>(prefix + "dead-letters", 1, withCommon(kept()), Serdes.ByteArray(), Serdes.ByteArray());
    }

    /** For how long a segment is written to at most. Brokers delete a segment when its last record's retention is over. */
    public Duration segment() {
        Duration part = retention.dividedBy(SEGMENTS);
        return part.compareTo(LONGEST_SEGMENT) < 0 ? part : LONGEST_SEGMENT;
    }

    /** For how long a record may be there to be read: so long Sluice must know what it has seen, and what is deleted. */
    public Duration keptAtMost() {
        return retention.plus(segment()).plus(LATE_DELETION);
    }

    /** All that are to be there. */
    public List<Topic<?, ?>> all() {
        List<Topic<?, ?>> all = new ArrayList<>(published());
        all.add(deltas());
        all.add(combined());
        return all;
    }

    /** Those that anybody may read, as the AsyncAPI document describes them. */
    public List<Topic<?, ?>> published() {
        return List.of(
                rawChunks(),
                validRows(),
                invalidRows(),
                splitEvents(),
                fileEvents(),
                streamEvents(),
                fileDeletions(),
                fileResults(),
                deadLetters());
    }

    private <V> Topic<String, V> topic(String name, int count, Map<String, String> config, Serde<V> values) {
        return new Topic<>(prefix + name, count, withCommon(config), KEY, values);
    }

    private Map<String, String> kept() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(retention.toMillis()),
                TopicConfig.SEGMENT_MS_CONFIG,
                Long.toString(segment().toMillis()));
    }

    private Map<String, String> withCommon(Map<String, String> config) {
        Map<String, String> all = new HashMap<>(config);
        // The broker's clock is the one clock; a client's, an hour ahead, would have its records refused.
        all.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        all.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(2 * MAX_RECORD_BYTES));
        all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(minInSyncReplicas));
        return all;
    }
}
