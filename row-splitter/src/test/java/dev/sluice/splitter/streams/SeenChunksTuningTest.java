package dev.sluice.splitter.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.streams.StoreMemory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

class SeenChunksTuningTest {
    private static final long MIB = 1024 * 1024;

    private final StoreMemory memory = new StoreMemory(32 * MIB);

    @Test
    void shouldShareOneBoundBetweenAllStoresUntilTheLastIsClosed() {
        try (Options one = options();
                Options another = options()) {
            SeenChunksTuning ofOne = tuned(one);
            SeenChunksTuning ofAnother = tuned(another);
            StoreMemory.Shared shared = memory.acquire();

            assertThat(one.writeBufferManager()).isSameAs(shared.writes()).isSameAs(another.writeBufferManager());

            ofOne.close("one", one);
            memory.release();
            assertThat(shared.cache().isOwningHandle()).isTrue();
            ofAnother.close("another", another);
            assertThat(shared.cache().isOwningHandle()).isFalse();
            assertThat(shared.writes().isOwningHandle()).isFalse();
        }
    }

    @Test
    void shouldBeginAnewAfterAllStoresWereClosed() {
        try (Options options = options()) {
            tuned(options).close("seen-chunks", options);
            SeenChunksTuning again = tuned(options);

            assertThat(options.writeBufferManager().isOwningHandle()).isTrue();
            again.close("seen-chunks", options);
        }
    }

    private SeenChunksTuning tuned(Options options) {
        SeenChunksTuning tuning = new SeenChunksTuning();
        tuning.setConfig("seen-chunks", options, Map.of(StoreMemory.CONFIG, memory));
        return tuning;
    }

    private static Options options() {
        return new Options().setTableFormatConfig(new BlockBasedTableConfig());
    }
}
