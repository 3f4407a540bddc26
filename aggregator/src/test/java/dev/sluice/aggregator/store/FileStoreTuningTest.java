package dev.sluice.aggregator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.streams.StoreMemory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

class FileStoreTuningTest {
    private static final long MIB = 1024 * 1024;

    private final StoreMemory memory = new StoreMemory(32 * MIB);

    @Test
    void shouldShareOneBoundBetweenAllStoresUntilTheLastIsClosed() {
        try (Options one = options();
                Options another = options()) {
            FileStoreTuning ofOne = tuned(one);
            FileStoreTuning ofAnother = tuned(another);
            StoreMemory.Shared shared = memory.acquire();

            assertThat(one.writeBufferManager()).isSameAs(shared.writes()).isSameAs(another.writeBufferManager());
            assertThat(one.writeBufferSize()).isEqualTo(16 * MIB);

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
            tuned(options).close("files", options);
            FileStoreTuning again = tuned(options);

            assertThat(options.writeBufferManager().isOwningHandle()).isTrue();
            again.close("files", options);
        }
    }

    private FileStoreTuning tuned(Options options) {
        FileStoreTuning tuning = new FileStoreTuning();
        tuning.setConfig("files", options, Map.of(StoreMemory.CONFIG, memory));
        return tuning;
    }

    private static Options options() {
        return new Options().setTableFormatConfig(new BlockBasedTableConfig());
    }
}
