package dev.sluice.schemas.topic;

import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileDeletion;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.message.StreamEvent;
import dev.sluice.schemas.message.UploadClaim;
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
 * The topics of one Sluice; the only place that names topics.
 *
 * @param prefix of all topic names, and of the Streams applications' ids
 * @param partitions of the topics keyed by file; can't change for an existing prefix
 * @param rawPartitions of {@code raw-chunks}
 * @param rowPartitions of {@code valid-rows}
 * @param replication of every topic
 * @param minInSyncReplicas the number of replicas that must have a record before it is acknowledged
 * @param retention how long chunks, rows and events are kept at least, and so how far back they can be replayed
 * @param claimRetention how long claims of uploads are kept at least, and so how long a repeated upload is recognized
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
        Duration claimRetention,
        Duration startTimeout) {

    /** The maximum size of a record: a chunk of 512 KiB and its headers. */
    public static final int MAX_RECORD_BYTES = Limits.RECORD_BYTES;

    /**
     * Settings of a compacted topic with few keys that are written constantly: cleaned often, so that little has to be
     * restored.
     */
    public static final Map<String, String> FEW_KEYS = Map.of(
            TopicConfig.SEGMENT_BYTES_CONFIG,
            Integer.toString(4 * 1024 * 1024),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
            "0.1");

    private static final Serde<String> KEY = Serdes.String();

    /** The retention covers at least this many segments. */
    private static final int SEGMENTS = 8;

    private static final Duration LONGEST_SEGMENT = Duration.ofDays(1);

    /** How late brokers may delete records: they check every 5 minutes by default, and their clocks differ. */
    private static final Duration LATE_DELETION = Duration.ofHours(1);

    /** Key: file id. Value: CSV text as uploaded, whole records, without header row; see {@code ChunkHeaders}. */
    public Topic<String, byte[]> rawChunks() {
        return topic("raw-chunks", rawPartitions, kept(), Serdes.ByteArray());
    }

    /** Key: the series. Values: {@code ValidRowWriter}, {@code ValidRowReader}. */
    public Topic<String, byte[]> validRows() {
        return topic("valid-rows", rowPartitions, kept(), Serdes.ByteArray());
    }

    /** Internal to the aggregator. Key: file id. Value: partial statistics for the file's partition, binary. */
    public Topic<String, byte[]> deltas() {
        return topic("aggregator-deltas", partitions, kept(), Serdes.ByteArray());
    }

    /**
     * Internal to the aggregator: the consumed offset of the partition of {@code valid-rows} with the same number.
     * Value: a {@code CombinedPosition}.
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

    /** Written by Sluice only. Key: file id. */
    public Topic<String, FileEvent> fileEvents() {
        return topic("file-events", partitions, kept(), Json.serde(FileEvent.class));
    }

    /** Direct producers' events about their open streams. Key: file id. */
    public Topic<String, StreamEvent> streamEvents() {
        return topic("stream-events", partitions, kept(), Json.serde(StreamEvent.class));
    }

    /**
     * Key: file id. Written by Sluice only. Separate from other events, as deletions are few: a standby soon has all of
     * them.
     */
    public Topic<String, FileDeletion> fileDeletions() {
        return topic("file-deletions", partitions, kept(), Json.serde(FileDeletion.class));
    }

    /** Key: file id. Value: the result, or a tombstone once the file is deleted. */
    public Topic<String, FileResult> fileResults() {
        Map<String, String> compacted = Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        return topic("file-results", partitions, compacted, Json.serde(FileResult.class));
    }

    /** Key: file id. Written and read by gateways only. One partition, as the order of its records decides. */
    public Topic<String, UploadClaim> uploadClaims() {
        return topic("upload-claims", 1, kept(claimRetention), Json.serde(UploadClaim.class));
    }

    /**
     * Internal to gateways: how far resumable uploads are. Key: file id, a slash, and the gateway that wrote it. Value:
     * an {@code UploadState}, binary. Compacted, and deleted by time.
     */
    public Topic<String, byte[]> uploadStates() {
        Map<String, String> config = new HashMap<>(kept());
        config.putAll(FEW_KEYS);
        config.put(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE);
        return topic("upload-states", partitions, config, Serdes.ByteArray());
    }

    /** Records that no service could process, unchanged, with the reason in additional headers. */
    public Topic<byte[], byte[]> deadLetters() {
        return new Topic<>(prefix + "dead-letters", 1, withCommon(kept()), Serdes.ByteArray(), Serdes.ByteArray());
    }

    /** The maximum age of a segment. Brokers delete a segment when the retention of its last record is over. */
    public Duration segment() {
        return segment(retention);
    }

    private static Duration segment(Duration retention) {
        Duration part = retention.dividedBy(SEGMENTS);
        return part.compareTo(LONGEST_SEGMENT) < 0 ? part : LONGEST_SEGMENT;
    }

    /**
     * How long a record may be readable: for at least this long Sluice must remember what it has seen and what is
     * deleted.
     */
    public Duration keptAtMost() {
        return retention.plus(segment()).plus(LATE_DELETION);
    }

    /** All required topics. */
    public List<Topic<?, ?>> all() {
        List<Topic<?, ?>> all = new ArrayList<>(published());
        all.add(deltas());
        all.add(combined());
        all.add(uploadStates());
        return all;
    }

    /** The public topics, which the AsyncAPI document describes. */
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
                uploadClaims(),
                deadLetters());
    }

    private <V> Topic<String, V> topic(String name, int count, Map<String, String> config, Serde<V> values) {
        return new Topic<>(prefix + name, count, withCommon(config), KEY, values);
    }

    private Map<String, String> kept() {
        return kept(retention);
    }

    private static Map<String, String> kept(Duration retention) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(retention.toMillis()),
                TopicConfig.SEGMENT_MS_CONFIG,
                Long.toString(segment(retention).toMillis()));
    }

    private Map<String, String> withCommon(Map<String, String> config) {
        Map<String, String> all = new HashMap<>(config);
        // Broker time is the only clock that counts; with client timestamps a clock that is an hour ahead would get
        // records refused.
        all.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        all.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(2 * MAX_RECORD_BYTES));
        all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(minInSyncReplicas));
        return all;
    }
}
