package dev.sluice.runtime.streams;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.WriteBufferManager;

/**
 * The memory outside the heap that all stores of a Streams application share: at most half of it for data that isn't
 * written to a file yet, the rest for the block cache. It is allocated while a store is open.
 */
public final class StoreMemory {
    /** The name under which Kafka Streams' configuration holds it for {@link StoreTuning}. */
    public static final String CONFIG = "sluice.store-memory";

    private final long bytes;
    private int stores;
    private @Nullable Shared shared;

    /** @param bytes the total */
    public StoreMemory(long bytes) {
        this.bytes = bytes;
    }

    /** The maximum memory of all stores for data that isn't written to a file yet. */
    public long writeBytes() {
        return bytes / 2;
    }

    /** Memory for one more store, until it is {@linkplain #release released}. */
    public synchronized Shared acquire() {
        if (shared == null) {
            Cache cache = new LRUCache(bytes);
            shared = new Shared(cache, new WriteBufferManager(writeBytes(), cache));
        }
        stores++;
        return shared;
    }

    /** Releases the memory that a store {@linkplain #acquire acquired}. */
    public synchronized void release() {
        stores--;
        if (stores == 0) {
            Objects.requireNonNull(shared, "not acquired").close();
            shared = null;
        }
    }

    /** The write buffers are accounted to the cache. RocksDB keeps both until the last store is closed. */
    public record Shared(Cache cache, WriteBufferManager writes) {
        private void close() {
            writes.close();
            cache.close();
        }
    }
}
