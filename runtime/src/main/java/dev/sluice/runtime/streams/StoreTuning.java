package dev.sluice.runtime.streams;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * Keeps all RocksDB stores of a Kafka Streams application within one memory limit outside the heap. Kafka Streams
 * creates an instance per database, so a subclass needs a public constructor without parameters.
 */
public abstract class StoreTuning implements RocksDBConfigSetter {
    private @Nullable StoreMemory memory;

    /** Sets the options that are specific to the service's stores. */
    protected abstract void tune(Options options, BlockBasedTableConfig table, StoreMemory memory);

    @Override
    public final void setConfig(String storeName, Options options, Map<String, Object> configs) {
        StoreMemory given = (StoreMemory) Objects.requireNonNull(configs.get(StoreMemory.CONFIG), StoreMemory.CONFIG);
        StoreMemory.Shared shared = given.acquire();
        memory = given;
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(shared.cache());
        options.setWriteBufferManager(shared.writes());
        tune(options, table, given);
        options.setTableFormatConfig(table);
    }

    @Override
    public final void close(String storeName, Options options) {
        if (memory != null) {
            memory.release();
        }
    }
}
