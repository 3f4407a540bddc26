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
 * {@code raw-chunks} → {@code split-chunks} → {@code valid-rows}, {@code invalid-rows}, {@code split-events}, {@code
 * dead-letters}. Every name is given: a renamed store or topic loses its state.
 */
public final class SplitterTopology {
    private static final String SOURCE = "from-raw-chunks";
    private static final String PROCESSOR = "split-chunks";

    private SplitterTopology() {}

    /** Adds it all to an empty topology, and returns that. */
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

    /** The same, with another store of the chunks that were seen. */
    public static Topology addTo(
            Topology topology,
            Topics topics,
            Datasets datasets,
            TopicIds topicIds,
            SplitterMetrics metrics,
            Tracing tracing,
            Quarantine quarantine,
            WindowBytesStoreSupplier seenChunks) {
        // The key as bytes, since a dead letter must be passed on as it came, be its key UTF-8 or not.
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

    /** Adds what the processor writes to. */
    public static void addSinks(Topology topology, Topics topics) {
        addSink(topology, SplitterOutputs.VALID_ROWS, topics.validRows());
        addSink(topology, SplitterOutputs.INVALID_ROWS, topics.invalidRows());
        addSink(topology, SplitterOutputs.SPLIT_EVENTS, topics.splitEvents());
        addSink(topology, SplitterOutputs.DEAD_LETTERS, topics.deadLetters());
    }

    /** For {@link ConsumedOffsets}. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> positions() {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(ConsumedOffsets.STORE), Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(Topics.FEW_KEYS)
                .withCachingEnabled();
    }

    /** What it reads and writes, beside what Kafka Streams keeps for it. */
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
                // Serialized already: whether it is too large had to be known.
                Serdes.ByteArray().serializer(),
                PROCESSOR);
    }
}
