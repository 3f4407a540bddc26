package dev.sluice.objects.chunk;

import dev.sluice.runtime.topic.TopicIds;
import dev.sluice.schemas.chunk.RawChunkReader;
import dev.sluice.schemas.chunk.RawRecord;
import dev.sluice.schemas.chunk.RecordPosition;
import dev.sluice.schemas.message.ChunkRange;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;

/** The topic {@code raw-chunks}, from which the chunks of any file are read once more while it keeps them. */
public final class ChunkLog {
    /** What the consumers of a {@code ChunkLog} need beside their bootstrap servers: they belong to no group. */
    public static final Map<String, Object> CONSUMER = Map.of(
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            // What is fetched ahead is memory.
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            8 * 1024 * 1024,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            2 * 1024 * 1024,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            2 * FileChunks.AHEAD);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String topic;
    private final TopicIds topicIds;
    private final RawChunkReader reader;
    private final Supplier<Consumer<byte[], byte[]>> consumers;

    /** @param consumers with the settings of {@link #CONSUMER} */
    public ChunkLog(String topic, TopicIds topicIds, Datasets datasets, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.topic = topic;
        this.topicIds = topicIds;
        this.reader = new RawChunkReader(datasets);
        this.consumers = consumers;
    }

    /**
     * Begins to read the chunks of a file.
     *
     * @param count their number
     * @param ranges where they are
     */
    public FileChunks open(String fileId, long count, List<ChunkRange> ranges) throws ChunksException {
        Uuid topicId = topicIds.of(topic);
        Consumer<byte[], byte[]> consumer = consumers.get();
        try {
            return new FileChunks(
                    consumer,
                    topic,
                    fileId,
                    count,
                    ranges,
                    record -> chunk(record, topicId),
                    PATIENCE,
                    System::nanoTime);
        } catch (ChunksException | RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private Optional<FileChunks.Chunk> chunk(ConsumerRecord<byte[], byte[]> record, Uuid topicId) {
        RecordPosition at = new RecordPosition(record.topic(), topicId, record.partition(), record.offset());
        RawRecord raw = new RawRecord(record.key(), record.value(), record.headers(), record.timestamp(), at);
        return reader.origin(raw)
                .map(origin ->
                        origin.chunk() == null ? null : new FileChunks.Chunk(origin.fileId(), origin.chunk(), raw));
    }
}
