package dev.sluice.aggregator;

import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The stores that this instance's Kafka Streams holds. */
final class StreamsFileStores implements FileStores {
    private static final Bytes NO_ENTRY = Bytes.wrap(new byte[0]);

    private final Supplier<@Nullable KafkaStreams> streams;
    private final boolean stale;

    private StreamsFileStores(Supplier<@Nullable KafkaStreams> streams, boolean stale) {
        this.streams = streams;
        this.stale = stale;
    }

    /**
     * The active ones, as long as their thread restores none: those that are restored may still wait for the others, as Kafka
     * Streams lets a thread answer for all of its tasks or for none.
     */
    static StreamsFileStores active(Supplier<@Nullable KafkaStreams> streams) {
        return new StreamsFileStores(streams, false);
    }

    /** Any, those too that only follow an active one or are still being restored. */
    static StreamsFileStores copies(Supplier<@Nullable KafkaStreams> streams) {
        return new StreamsFileStores(streams, true);
    }

    @Override
    public FileStore of(int partition) {
        KafkaStreams running = streams.get();
        if (running == null) {
            throw new StreamsNotStartedException("the aggregator is starting");
        }
        StoreQueryParameters<ReadOnlyKeyValueStore<Bytes, byte[]>> query = StoreQueryParameters.fromNameAndType(
                        MergeProcessor.STORE, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                .withPartition(partition);
        ReadOnlyKeyValueStore<Bytes, byte[]> store = running.store(stale ? query.enableStaleStores() : query);
        // Kafka Streams doesn't look for the store before something is read of it.
        var unused = store.get(NO_ENTRY);
        return FileStore.readOnly(store);
    }
}
