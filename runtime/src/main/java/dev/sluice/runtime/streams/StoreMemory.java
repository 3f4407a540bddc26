package dev.sluice.runtime.streams;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.WriteBufferManager;

/**
 * The memory outside the heap that all stores of one Streams application share: half of it, at most, for what isn't in a
 * file yet, the rest for what was read. It is there while any store is open.
 */
public final class StoreMemory {
    /** The name that {@link StoreTuning} finds it by among the settings of Kafka Streams. */
    public static final String CONFIG = "sluice.store-memory";

    private final long bytes;
    private int stores;
    private @Nullable Shared shared;

    /** @param bytes all of it */
    public StoreMemory(long bytes) {
        this.bytes = bytes;
    }

    /** The most that all stores together hold of what isn't in a file yet. */
    public long writeBytes() {
        return bytes / 2;
    }

    /** The memory for one more store, until it is {@linkplain #release given back}. */
    public synchronized Shared acquire() {
        if (shared == null) {
            Cache cache = new LRUCache(bytes);
            shared = new Shared(cache, new WriteBufferManager(writeBytes(), cache));
        }
        stores++;
        return shared;
    }

    /** Gives back what a store had {@linkplain #acquire acquired}. */
    public synchronized void release() {
        stores--;
        if (stores == 0) {
            Objects.requireNonNull(shared, "not acquired").close();
            shared = null;
        }
    }

    /** What is written counts as part of the cache. RocksDB itself keeps both until its last store is closed. */
    public record Shared(Cache cache, WriteBufferManager writes) {
        private void close() {
            writes.close();
            cache.close();
        }
    }
}
