package dev.sluice.splitter;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.WriteBufferManager;

/**
 * The memory outside the heap that all stores of one Streams application share: half of it, at most, for what isn't in a
 * file yet, the rest for what was read. It is there while any store is open. The aggregator has the same: services share
 * nothing but the contract.
 */
final class StoreMemory {
    /** The name that {@link StoreTuning} finds it by among the settings of Kafka Streams. */
    static final String CONFIG = "sluice.store-memory";

    private final long bytes;
    private int stores;
    private @Nullable Shared shared;

    StoreMemory(long bytes) {
        this.bytes = bytes;
    }

    /** For one more store, until it is {@linkplain #release given back}. */
    synchronized Shared acquire() {
        if (shared == null) {
            Cache cache = new LRUCache(bytes);
            shared = new Shared(cache, new WriteBufferManager(bytes / 2, cache));
        }
        stores++;
        return shared;
    }

    synchronized void release() {
        stores--;
        if (stores == 0) {
            Objects.requireNonNull(shared, "not acquired").close();
            shared = null;
        }
    }

    /** What is written counts as part of the cache. RocksDB itself keeps both until its last store is closed. */
    record Shared(Cache cache, WriteBufferManager writes) {
        private void close() {
            writes.close();
            cache.close();
        }
    }
}
