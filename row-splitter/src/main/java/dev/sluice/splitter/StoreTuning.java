package dev.sluice.splitter;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * How RocksDB is used: within one bound for all stores. A store of seen chunks is several databases, one for each stretch of
 * time, and each would take 50 MB for what it read and 48 MB for what it writes.
 *
 * <p>Public, for Kafka Streams makes one for each database.
 */
public final class StoreTuning implements RocksDBConfigSetter {
    private @Nullable StoreMemory memory;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        StoreMemory given = (StoreMemory) Objects.requireNonNull(configs.get(StoreMemory.CONFIG), StoreMemory.CONFIG);
        StoreMemory.Shared shared = given.acquire();
        memory = given;
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(shared.cache());
        // Chunks are seldom looked up: what says where they are needn't stay in memory outside the bound.
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(shared.writes());
    }

    @Override
    public void close(String storeName, Options options) {
        if (memory != null) {
            memory.release();
        }
    }
}
