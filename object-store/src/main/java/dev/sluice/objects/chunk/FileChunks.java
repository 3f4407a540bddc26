package dev.sluice.objects.chunk;

import dev.sluice.objects.chunk.ChunksException.Reason;
import dev.sluice.schemas.chunk.RawRecord;
import dev.sluice.schemas.message.ChunkRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The chunks of one file in file order. Reads only the file's own ranges of {@code raw-chunks}, so that its cost doesn't
 * grow with the traffic before and after, and holds few chunks, however large the file is. Not thread-safe.
 *
 * <p>A partition that has more than {@value #AHEAD} chunks waiting for their turn is paused. A chunk may be there twice,
 * if its gateway didn't know whether the first attempt had succeeded: the first one counts.
 */
public final class FileChunks implements AutoCloseable {
    /** The number of chunks of a partition that wait for those of the others. */
    static final int AHEAD = 8;

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final String fileId;
    private final long count;
    private final Function<ConsumerRecord<byte[], byte[]>, Optional<Chunk>> chunkOf;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, Lane> lanes = new LinkedHashMap<>();
    private long next;

    /**
     * A chunk of some file.
     *
     * @param number in the file, from 0
     */
    record Chunk(String fileId, long number, RawRecord record) {}

    /** The part of a file that is in one partition. */
    private static final class Lane {
        private final TopicPartition partition;
        private final ChunkRange range;
        private final Map<Long, RawRecord> waiting = new LinkedHashMap<>();
        private boolean read;

        Lane(TopicPartition partition, ChunkRange range) {
            this.partition = partition;
            this.range = range;
        }

        boolean isFull() {
            return waiting.size() >= AHEAD;
        }
    }

    /**
     * Begins to read.
     *
     * @param consumer of committed records, without a group; closed with this reader
     * @param count the number of the file's chunks
     * @param chunkOf tells which chunk a record is, if it is one
     * @param patience how long the brokers may return nothing
     */
    FileChunks(
            Consumer<byte[], byte[]> consumer,
            String topic,
            String fileId,
            long count,
            List<ChunkRange> ranges,
            Function<ConsumerRecord<byte[], byte[]>, Optional<Chunk>> chunkOf,
            Duration patience,
            LongSupplier nanoTime)
            throws ChunksException {
        this.consumer = consumer;
        this.fileId = fileId;
        this.count = count;
        this.chunkOf = chunkOf;
        this.patience = patience;
        this.nanoTime = nanoTime;
        for (ChunkRange range : ranges) {
            TopicPartition partition = new TopicPartition(topic, range.partition());
            lanes.put(partition, new Lane(partition, range));
        }
        seek();
    }

    private void seek() throws ChunksException {
        try {
            consumer.assign(lanes.keySet());
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(lanes.keySet());
            for (Lane lane : lanes.values()) {
                if (lane.range.first() < beginnings.getOrDefault(lane.partition, 0L)) {
                    throw gone();
                }
                consumer.seek(lane.partition, lane.range.first());
            }
        } catch (TimeoutException e) {
            throw unavailable();
        }
    }

    /**
     * Returns the next chunk, or empty after the last one.
     *
     * @throws ChunksException if there is none, or the brokers don't return it
     */
    public Optional<RawRecord> next() throws ChunksException {
        if (next == count) {
            return Optional.empty();
        }
        long since = nanoTime.getAsLong();
        while (true) {
            for (Lane lane : lanes.values()) {
                RawRecord found = lane.waiting.remove(next);
                if (found != null) {
                    next++;
                    return Optional.of(found);
                }
            }
            if (lanes.values().stream().allMatch(lane -> lane.read)) {
                throw new ChunksException(
                        Reason.INCOMPLETE,
                        "expected chunk " + next + " of " + count + " of file " + fileId + " in its ranges of "
                                + "raw-chunks, found none");
            }
            if (poll()) {
                since = nanoTime.getAsLong();
            } else if (nanoTime.getAsLong() - since > patience.toNanos()) {
                throw unavailable();
            }
        }
    }

    /** The number of chunks in memory. */
    int waiting() {
        return lanes.values().stream().mapToInt(lane -> lane.waiting.size()).sum();
    }

    /** Returns whether the brokers returned anything. */
    private boolean poll() throws ChunksException {
        chooseLanes();
        try {
            var records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                accept(record);
            }
            boolean anyRead = false;
            for (Lane lane : lanes.values()) {
                // Beyond the range there may be transaction markers only, which are no records.
                if (!lane.read && consumer.position(lane.partition) > lane.range.last()) {
                    lane.read = true;
                    anyRead = true;
                }
            }
            return anyRead || !records.isEmpty();
        } catch (OffsetOutOfRangeException e) {
            throw gone();
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** Chunks of a partition may be out of order. So if all partitions are full without the next chunk, all are read on. */
    private void chooseLanes() {
        boolean allFull = lanes.values().stream().allMatch(lane -> lane.read || lane.isFull());
        List<TopicPartition> paused = new ArrayList<>();
        List<TopicPartition> wanted = new ArrayList<>();
        for (Lane lane : lanes.values()) {
            boolean pause = lane.read || (lane.isFull() && !allFull);
            (pause ? paused : wanted).add(lane.partition);
        }
        consumer.pause(paused);
        consumer.resume(wanted);
    }

    private void accept(ConsumerRecord<byte[], byte[]> record) {
        Lane lane = lanes.get(new TopicPartition(record.topic(), record.partition()));
        if (lane == null || record.offset() > lane.range.last()) {
            return;
        }
        chunkOf.apply(record)
                .filter(chunk -> chunk.fileId().equals(fileId) && chunk.number() >= next)
                .ifPresent(chunk -> lane.waiting.putIfAbsent(chunk.number(), chunk.record()));
    }

    private ChunksException gone() {
        return new ChunksException(
                Reason.GONE,
                "the chunks of file " + fileId + " are deleted: the retention of raw-chunks (sluice.topics.retention) "
                        + "is over");
    }

    private ChunksException unavailable() {
        return new ChunksException(
                Reason.UNAVAILABLE,
                "the brokers returned no chunk of file " + fileId + " for " + patience.toSeconds() + " s");
    }

    @Override
    public void close() {
        consumer.close();
    }
}
