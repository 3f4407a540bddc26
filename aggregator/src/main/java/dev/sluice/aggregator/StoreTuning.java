package dev.sluice.aggregator;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * How RocksDB is used: within one bound for all stores, and with write buffers as large as that allows. A large file has
 * all its series in one store and asks for each again and again, which is cheapest while they aren't in files yet.
 *
 * <p>Public, for Kafka Streams makes one for each store.
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
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(shared.writes());
        options.setWriteBufferSize(given.writeBytes());
    }

    @Override
    public void close(String storeName, Options options) {
        if (memory != null) {
            memory.release();
        }
    }
}
