package dev.sluice.aggregator.store;

import dev.sluice.runtime.streams.StoreMemory;
import dev.sluice.runtime.streams.StoreTuning;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * Gives the stores of files write buffers as large as the memory limit allows. A large file has all of its series in
 * one store and reads each of them repeatedly, which is cheapest while they are in the write buffer.
 */
public final class FileStoreTuning extends StoreTuning {
    @Override
    protected void tune(Options options, BlockBasedTableConfig table, StoreMemory memory) {
        options.setWriteBufferSize(memory.writeBytes());
    }
}
