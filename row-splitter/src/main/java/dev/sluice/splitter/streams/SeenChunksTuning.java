package dev.sluice.splitter.streams;

import dev.sluice.runtime.streams.StoreMemory;
import dev.sluice.runtime.streams.StoreTuning;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * Keeps index and filter blocks of the stores of seen chunks within the memory limit, as chunks are seldom looked up.
 * Such a store consists of several databases, one per time segment, each of which would take 50 MB for reads and 48 MB
 * for writes.
 */
public final class SeenChunksTuning extends StoreTuning {
    @Override
    protected void tune(Options options, BlockBasedTableConfig table, StoreMemory memory) {
        table.setCacheIndexAndFilterBlocks(true);
    }
}
