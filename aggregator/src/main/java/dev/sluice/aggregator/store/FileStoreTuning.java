package dev.sluice.aggregator.store;

import dev.sluice.runtime.streams.StoreMemory;
import dev.sluice.runtime.streams.StoreTuning;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * Gives the stores of files write buffers as large as the bound allows: a large file has all its series in one store and asks
 * for each again and again, which is cheapest while they aren't in files yet.
 */
public final class FileStoreTuning extends StoreTuning {
    @Override
    protected void tune(Options options, BlockBasedTableConfig table, StoreMemory memory) {
        options.setWriteBufferSize(memory.writeBytes());
    }
}
