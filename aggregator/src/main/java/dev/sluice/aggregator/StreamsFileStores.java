package dev.sluice.aggregator;

import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The active stores that this instance's Kafka Streams holds. */
final class StreamsFileStores implements FileStores {
    private final Supplier<@Nullable KafkaStreams> streams;

    StreamsFileStores(Supplier<@Nullable KafkaStreams> streams) {
        this.streams = streams;
    }

    @Override
    public FileStore of(int partition) {
        KafkaStreams running = streams.get();
        if (running == null) {
            throw new StreamsNotStartedException("the aggregator is starting");
        }
        ReadOnlyKeyValueStore<Bytes, byte[]> store = running.store(StoreQueryParameters.fromNameAndType(
                        MergeProcessor.STORE, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                .withPartition(partition));
        return FileStore.readOnly(store);
    }
}
