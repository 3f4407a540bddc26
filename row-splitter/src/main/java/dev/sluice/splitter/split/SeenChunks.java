package dev.sluice.splitter.split;

import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * The chunks that were split already, with the offset each was first seen at. A gateway sends a chunk again, to the same
 * partition, when it can't tell whether the first try arrived.
 *
 * <p>A window store forgets by itself what is older than its retention, counted back from the newest time stamp put into
 * it, and takes nothing in that is older (it drops such a put without a word). That is harmless here: a task's time
 * stamps are the broker's ({@code LogAppendTime}) in the order of one partition, so a chunk that old comes only if the
 * broker's clock was set back by more than the retention. It is split then like any other; only a second copy of it
 * would not be noticed, and a gateway sends a second copy within minutes or never.
 *
 * <p>Where on disk an entry lies depends on the retention: who changes {@link Topics#retention()} must remove the state
 * directory, which is then filled from the changelog.
 */
public final class SeenChunks {
    public static final String STORE = "seen-chunks";

    private final WindowStore<String, Long> store;

    SeenChunks(WindowStore<String, Long> store) {
        this.store = store;
    }

    /** On disk. The windows mean nothing; a point in time is the shortest. No duplicates: a chunk has one entry. */
    static WindowBytesStoreSupplier onDisk(Topics topics) {
        return Stores.persistentWindowStore(STORE, topics.keptAtMost(), Duration.ofMillis(1), false);
    }

    /** The same in memory. */
    public static WindowBytesStoreSupplier inMemory(Topics topics) {
        return Stores.inMemoryWindowStore(STORE, topics.keptAtMost(), Duration.ofMillis(1), false);
    }

    /** Not cached: each chunk is put once, so there is nothing for a cache to save. */
    static StoreBuilder<WindowStore<String, Long>> storeBuilder(WindowBytesStoreSupplier supplier) {
        return Stores.windowStoreBuilder(supplier, Serdes.String(), Serdes.Long())
                .withLoggingEnabled(Map.of())
                .withCachingDisabled();
    }

    /** The offset at which the chunk was seen before, if it was; else it has been now. */
    OptionalLong firstSeen(String fileId, long chunk, long offset, long timestamp) {
        // A colon is in no file id.
        String key = fileId + ':' + chunk;
        try (WindowStoreIterator<Long> found = store.fetch(key, 0L, Long.MAX_VALUE)) {
            if (found.hasNext()) {
                return OptionalLong.of(found.next().value);
            }
        }
        store.put(key, offset, timestamp);
        return OptionalLong.empty();
    }
}
