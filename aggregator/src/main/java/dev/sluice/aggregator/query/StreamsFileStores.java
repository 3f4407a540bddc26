package dev.sluice.aggregator.query;

import dev.sluice.aggregator.merge.MergeProcessor;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.FileStores;
import dev.sluice.runtime.streams.ConsumedOffset;
import dev.sluice.runtime.streams.ConsumedOffsets;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The stores that this instance's Kafka Streams holds. */
public final class StreamsFileStores implements FileStores {
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
    public static StreamsFileStores active(Supplier<@Nullable KafkaStreams> streams) {
        return new StreamsFileStores(streams, false);
    }

    /** Any, those too that only follow an active one or are still being restored. */
    public static StreamsFileStores copies(Supplier<@Nullable KafkaStreams> streams) {
        return new StreamsFileStores(streams, true);
    }

    @Override
    public FileStore of(int partition) {
        ReadOnlyKeyValueStore<Bytes, byte[]> store = store(MergeProcessor.STORE, partition);
        // Kafka Streams doesn't look for the store before something is read of it.
        var unused = store.get(NO_ENTRY);
        return FileStore.readOnly(store);
    }

    /**
     * How far a topic's partition is merged.
     *
     * @throws InvalidStateStoreException if this instance can't tell now
     */
    ConsumedOffset read(int partition, String topic) {
        ReadOnlyKeyValueStore<String, byte[]> store = store(ConsumedOffsets.STORE, partition);
        byte[] position = store.get(topic);
        return position == null ? ConsumedOffset.START : ConsumedOffset.of(position);
    }

    private <K> ReadOnlyKeyValueStore<K, byte[]> store(String name, int partition) {
        KafkaStreams running = streams.get();
        if (running == null) {
            throw new StreamsNotStartedException("the aggregator is starting");
        }
        StoreQueryParameters<ReadOnlyKeyValueStore<K, byte[]>> query = StoreQueryParameters.fromNameAndType(
                        name, QueryableStoreTypes.<K, byte[]>keyValueStore())
                .withPartition(partition);
        try {
            return running.store(stale ? query.enableStaleStores() : query);
        } catch (IllegalStateException e) {
            // What Kafka Streams says while it ends, in order or of an error.
            throw new InvalidStateStoreException("the aggregator is ending: " + e.getMessage(), e);
        }
    }
}
