package dev.sluice.splitter.streams;

import dev.sluice.runtime.streams.StoreMemory;
import dev.sluice.runtime.streams.StoreTuning;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * Keeps indexes and filters of the stores of seen chunks within the bound, as chunks are seldom looked up. Such a store is
 * several databases, one for each stretch of time, each of which would take 50 MB for what it read and 48 MB for what it writes.
 */
public final class SeenChunksTuning extends StoreTuning {
    @Override
    protected void tune(Options options, BlockBasedTableConfig table, StoreMemory memory) {
        table.setCacheIndexAndFilterBlocks(true);
    }
}
