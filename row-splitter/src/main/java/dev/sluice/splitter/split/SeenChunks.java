package dev.sluice.splitter.split;

import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * The chunks that were split, as each was first seen. A gateway resends a chunk, to the same partition, if it doesn't
 * know whether the first attempt succeeded, or when it continues an upload.
 *
 * <p>A window store deletes entries older than its retention, measured from the newest timestamp put into it, and
 * silently drops a put that is older. That is harmless here: the timestamps of a task are the broker's ({@code
 * LogAppendTime}) in the order of one partition, so a chunk that old arrives only if the broker's clock was set back by
 * more than the retention. It is split like any other; only its duplicate would not be detected, and a gateway resends
 * within minutes or never.
 *
 * <p>The location of an entry on disk depends on the retention: after a change of {@link Topics#retention()} the state
 * directory must be deleted; it is then restored from the changelog.
 */
public final class SeenChunks {
    public static final String STORE = "seen-chunks";

    private final WindowStore<String, SeenChunk> store;

    SeenChunks(WindowStore<String, SeenChunk> store) {
        this.store = store;
    }

    /**
     * The store on disk. The windows have no meaning; a point in time is the shortest. Without duplicates: a chunk has
     * one entry.
     */
    static WindowBytesStoreSupplier onDisk(Topics topics) {
        return Stores.persistentWindowStore(STORE, topics.keptAtMost(), Duration.ofMillis(1), false);
    }

    /** The store in memory. */
    public static WindowBytesStoreSupplier inMemory(Topics topics) {
        return Stores.inMemoryWindowStore(STORE, topics.keptAtMost(), Duration.ofMillis(1), false);
    }

    /** Not cached: each chunk is put once, so a cache would save nothing. */
    public static StoreBuilder<?> storeBuilder(WindowBytesStoreSupplier supplier) {
        return Stores.windowStoreBuilder(supplier, Serdes.String(), SeenChunk.SERDE)
                .withLoggingEnabled(Map.of())
                .withCachingDisabled();
    }

    /**
     * The chunk as it was first seen; empty if this is the first time.
     *
     * @param found the chunk as it is found now
     */
    Optional<SeenChunk> firstSeen(String fileId, long chunk, SeenChunk found, long timestamp) {
        // The separator is unambiguous: a file id contains no colon.
        String key = fileId + ':' + chunk;
        try (WindowStoreIterator<SeenChunk> seen = store.fetch(key, 0L, Long.MAX_VALUE)) {
            if (seen.hasNext()) {
                return Optional.of(seen.next().value);
            }
        }
        store.put(key, found, timestamp);
        return Optional.empty();
    }
}
