package dev.sluice.aggregator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.streams.StoreMemory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

class FileStoreTuningTest {
    private static final long MIB = 1024 * 1024;

    @Test
    void shouldLimitWriteBuffersToHalfOfTheMemoryBound() {
        StoreMemory memory = new StoreMemory(32 * MIB);
        FileStoreTuning tuning = new FileStoreTuning();
        try (Options options = new Options().setTableFormatConfig(new BlockBasedTableConfig())) {
            tuning.setConfig("files", options, Map.of(StoreMemory.CONFIG, memory));

            assertThat(options.writeBufferSize()).isEqualTo(16 * MIB);
            tuning.close("files", options);
        }
    }
}
