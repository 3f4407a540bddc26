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

/** The stores of this instance's Kafka Streams application. */
public final class StreamsFileStores implements FileStores {
    private static final Bytes NO_ENTRY = Bytes.wrap(new byte[0]);

    private final Supplier<@Nullable KafkaStreams> streams;
    private final boolean stale;

    private StreamsFileStores(Supplier<@Nullable KafkaStreams> streams, boolean stale) {
        this.streams = streams;
        this.stale = stale;
    }

    /**
     * The active stores, unless their thread is restoring: Kafka Streams lets a thread answer for all of its tasks or
     * for none, and restored ones may still wait for the rest.
     */
    public static StreamsFileStores active(Supplier<@Nullable KafkaStreams> streams) {
        return new StreamsFileStores(streams, false);
    }

    /** All stores, standby and restoring ones included. */
    public static StreamsFileStores copies(Supplier<@Nullable KafkaStreams> streams) {
        return new StreamsFileStores(streams, true);
    }

    @Override
    public FileStore of(int partition) {
        ReadOnlyKeyValueStore<Bytes, byte[]> store = store(MergeProcessor.STORE, partition);
        // Kafka Streams resolves the store on the first read.
        var unused = store.get(NO_ENTRY);
        return FileStore.readOnly(store);
    }

    /**
     * The merged offset of a topic's partition.
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
            // Kafka Streams throws this while it shuts down, orderly or after an error.
            throw new InvalidStateStoreException("the aggregator is ending: " + e.getMessage(), e);
        }
    }
}
