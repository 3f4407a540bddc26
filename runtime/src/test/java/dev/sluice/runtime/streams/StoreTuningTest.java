package dev.sluice.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

class StoreTuningTest {
    private final StoreMemory memory = new StoreMemory(32 * 1024 * 1024);

    @Test
    void shouldShareOneMemoryBoundUntilTheLastStoreIsClosed() {
        try (Options one = options();
                Options another = options()) {
            StoreTuning ofOne = tuned(one);
            StoreTuning ofAnother = tuned(another);
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
    void shouldAllocateAgainAfterAllStoresWereClosed() {
        try (Options options = options()) {
            tuned(options).close("files", options);
            StoreTuning again = tuned(options);

            assertThat(options.writeBufferManager().isOwningHandle()).isTrue();
            again.close("files", options);
        }
    }

    private StoreTuning tuned(Options options) {
        StoreTuning tuning = new Plain();
        tuning.setConfig("files", options, Map.of(StoreMemory.CONFIG, memory));
        return tuning;
    }

    private static Options options() {
        return new Options().setTableFormatConfig(new BlockBasedTableConfig());
    }

    /** Without specific options. */
    private static final class Plain extends StoreTuning {
        @Override
        protected void tune(Options options, BlockBasedTableConfig table, StoreMemory memory) {}
    }
}
