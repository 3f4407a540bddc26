package dev.sluice.splitter.split;

import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.streams.ConsumedOffsets;
import dev.sluice.runtime.topic.TopicAccess;
import dev.sluice.runtime.topic.TopicIds;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;

/**
 * The topology {@code raw-chunks} → {@code split-chunks} → {@code valid-rows}, {@code invalid-rows}, {@code
 * split-events}, {@code dead-letters}. Every node and store has an explicit name: a renamed store or topic loses its
 * state.
 */
public final class SplitterTopology {
    private static final String SOURCE = "from-raw-chunks";
    private static final String PROCESSOR = "split-chunks";

    private SplitterTopology() {}

    /** Adds all nodes to an empty topology, and returns it. */
    public static Topology addTo(
            Topology topology,
            Topics topics,
            Datasets datasets,
            TopicIds topicIds,
            SplitterMetrics metrics,
            Tracing tracing,
            Quarantine quarantine) {
        return addTo(topology, topics, datasets, topicIds, metrics, tracing, quarantine, SeenChunks.onDisk(topics));
    }

    /** Likewise, with another store of seen chunks. */
    public static Topology addTo(
            Topology topology,
            Topics topics,
            Datasets datasets,
            TopicIds topicIds,
            SplitterMetrics metrics,
            Tracing tracing,
            Quarantine quarantine,
            WindowBytesStoreSupplier seenChunks) {
        // The key stays bytes: a dead letter is an unchanged record, whether its key is UTF-8 or not.
        Deserializer<byte[]> bytes = Serdes.ByteArray().deserializer();
        topology.addSource(SOURCE, bytes, bytes, topics.rawChunks().name())
                .addProcessor(
                        PROCESSOR,
                        () -> new SplitProcessor(
                                topics.rawChunks().name(), datasets, topicIds, metrics, tracing, quarantine),
                        SOURCE)
                .addStateStore(SeenChunks.storeBuilder(seenChunks), PROCESSOR)
                .addStateStore(positions(), PROCESSOR);
        addSinks(topology, topics);
        return topology;
    }

    /** Adds the sinks of the processor. */
    public static void addSinks(Topology topology, Topics topics) {
        addSink(topology, SplitterOutputs.VALID_ROWS, topics.validRows());
        addSink(topology, SplitterOutputs.INVALID_ROWS, topics.invalidRows());
        addSink(topology, SplitterOutputs.SPLIT_EVENTS, topics.splitEvents());
        addSink(topology, SplitterOutputs.DEAD_LETTERS, topics.deadLetters());
    }

    /** The store for {@link ConsumedOffsets}. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> positions() {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(ConsumedOffsets.STORE), Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(Topics.FEW_KEYS)
                .withCachingEnabled();
    }

    /** The topics that it reads and writes, apart from Kafka Streams' internal ones. */
    public static TopicAccess access(Topics topics) {
        return new TopicAccess(
                List.of(topics.rawChunks()),
                List.of(topics.validRows(), topics.invalidRows(), topics.splitEvents(), topics.deadLetters()));
    }

    private static <K> void addSink(Topology topology, String name, Topic<K, ?> topic) {
        topology.addSink(
                name,
                topic.name(),
                topic.keySerde().serializer(),
                // Already serialized, as its size had to be checked.
                Serdes.ByteArray().serializer(),
                PROCESSOR);
    }
}
