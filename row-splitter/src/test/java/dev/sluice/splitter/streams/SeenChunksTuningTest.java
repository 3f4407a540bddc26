package dev.sluice.splitter.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.streams.StoreMemory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

class SeenChunksTuningTest {
    private static final long MIB = 1024 * 1024;

    @Test
    void shouldKeepIndexesAndFiltersWithinTheBound() {
        StoreMemory memory = new StoreMemory(32 * MIB);
        SeenChunksTuning tuning = new SeenChunksTuning();
        try (Options options = new Options().setTableFormatConfig(new BlockBasedTableConfig())) {
            tuning.setConfig("seen-chunks", options, Map.of(StoreMemory.CONFIG, memory));

            assertThat(((BlockBasedTableConfig) options.tableFormatConfig()).cacheIndexAndFilterBlocks())
                    .isTrue();
            tuning.close("seen-chunks", options);
        }
    }
}
