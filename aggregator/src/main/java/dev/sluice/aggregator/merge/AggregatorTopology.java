package dev.sluice.aggregator.merge;

import dev.sluice.aggregator.delta.CombinerMessage;
import dev.sluice.aggregator.delta.Delta;
import dev.sluice.aggregator.merge.MergeOutput.Target;
import dev.sluice.aggregator.merge.MergeProcessor.Positions;
import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.aggregator.progress.MergeWatch;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.aggregator.settings.FileLimits;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.streams.ConsumedOffsets;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileDeletion;
import dev.sluice.schemas.message.FileDeletion.FileDeleted;
import dev.sluice.schemas.message.FileDeletion.FileExpired;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.StreamEvent;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.topic.Stage;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.tabular.row.Fault;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * The second level of the aggregation, as a topology. The first level is the {@code Combiner}.
 *
 * <pre>
 * deltas (of the combiners) ───────────────────────────────────┐
 * invalid-rows ────────────────────────────────────────────────┤
 * split-events ────────────────────────────────────────────────┼→ merge [files] → file-results
 * file-events ─────────────────────────────────────────────────┤
 * stream-events (of direct producers) ─────────────────────────┤
 * file-deletions ──────────────────────────────────────────────┤
 * file-results (the result, read back once it is committed) ───┘
 * </pre>
 *
 * <p>Renaming a store loses the state it holds.
 */
public final class AggregatorTopology {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private final StreamsBuilder builder;
    private final AggregatorProperties properties;
    private final Topics topics;
    private final AggregatorMetrics metrics;
    private final Tracing tracing;
    private final Supplier<MergeWatch> watches;

    private AggregatorTopology(
            StreamsBuilder builder,
            AggregatorProperties properties,
            AggregatorMetrics metrics,
            Tracing tracing,
            Supplier<MergeWatch> watches) {
        this.builder = builder;
        this.properties = properties;
        this.topics = properties.topics();
        this.metrics = metrics;
        this.tracing = tracing;
        this.watches = watches;
    }

    /**
     * Adds the topology to the builder.
     *
     * @param watches creates a watch for each processor
     */
    public static void define(
            StreamsBuilder builder,
            AggregatorProperties properties,
            AggregatorMetrics metrics,
            Tracing tracing,
            Supplier<MergeWatch> watches) {
        define(builder, properties, metrics, tracing, watches, Stores.persistentKeyValueStore(MergeProcessor.STORE));
    }

    /** Likewise, with another implementation of the file store under the same name. */
    public static void define(
            StreamsBuilder builder,
            AggregatorProperties properties,
            AggregatorMetrics metrics,
            Tracing tracing,
            Supplier<MergeWatch> watches,
            KeyValueBytesStoreSupplier files) {
        new AggregatorTopology(builder, properties, metrics, tracing, watches).define(files);
    }

    private void define(KeyValueBytesStoreSupplier files) {
        builder.addStateStore(Stores.keyValueStoreBuilder(files, Serdes.Bytes(), BYTES));
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(ConsumedOffsets.STORE), Serdes.String(), BYTES)
                        .withLoggingEnabled(Topics.FEW_KEYS)
                        .withCachingEnabled());

        List<KStream<byte[], MergeOutput>> merged = List.of(
                merge(
                        source(topics.deltas()),
                        "deltas",
                        (topic, value) -> CombinerMessage.read(value),
                        this::fromCombiner,
                        Positions.APART),
                merge(
                        source(topics.invalidRows()),
                        topics.invalidRows(),
                        InvalidRow::fileId,
                        result(FileMerge::invalidRow)),
                merge(
                        source(topics.splitEvents()),
                        topics.splitEvents(),
                        ChunkSplit::fileId,
                        result(FileMerge::chunkSplit)),
                merge(
                        source(topics.fileEvents()),
                        topics.fileEvents(),
                        FileEvent::fileId,
                        result(FileMerge::fileEvent)),
                merge(
                        source(topics.streamEvents()),
                        topics.streamEvents(),
                        StreamEvent::fileId,
                        result(FileMerge::streamEvent)),
                merge(
                        source(topics.fileDeletions()),
                        topics.fileDeletions(),
                        FileDeletion::fileId,
                        AggregatorTopology::fileDeletion,
                        Positions.WITH_FILES));
        List<String> read =
                Stage.MERGE.reads(topics).stream().<String>map(Topic::name).toList();
        KStream<byte[], MergeOutput> readBack = source(topics.fileResults())
                .process(
                        () -> new ResultProcessor(read, metrics, tracing, watches.get()),
                        Named.as("merge-results"),
                        MergeProcessor.STORE);

        KStream<byte[], MergeOutput> out = readBack;
        for (KStream<byte[], MergeOutput> other : merged) {
            out = out.merge(other, Named.as("merged-" + merged.indexOf(other)));
        }
        only(Target.DEAD_LETTER, out, "merge-dead-letters")
                .to(topics.deadLetters().name(), Produced.with(BYTES, BYTES).withName("to-merge-dead-letters"));
        only(Target.RESULT, out, "merged-results")
                .to(topics.fileResults().name(), Produced.with(BYTES, BYTES).withName("to-file-results"));
    }

    private KStream<byte[], byte[]> source(Topic<?, ?> topic) {
        return builder.stream(topic.name(), Consumed.with(BYTES, BYTES).withName("from-" + shortName(topic)));
    }

    /** Merges a topic of another writer, whose keys must match its values. */
    private <V> KStream<byte[], MergeOutput> merge(
            KStream<byte[], byte[]> records, Topic<String, V> topic, FileIdOf<V> fileIdOf, MergeOf<V> mergeOf) {
        return merge(records, topic, fileIdOf, mergeOf, Positions.APART);
    }

    private <V> KStream<byte[], MergeOutput> merge(
            KStream<byte[], byte[]> records,
            Topic<String, V> topic,
            FileIdOf<V> fileIdOf,
            MergeOf<V> mergeOf,
            Positions positions) {
        MergeProcessor.Step<V> step = (merge, fileId, value, atMs) -> {
            if (!fileId.equals(fileIdOf.apply(value))) {
                throw new SerializationException(
                        "expected the file_id " + fileIdOf.apply(value) + " as key, found " + fileId);
            }
            return mergeOf.apply(merge, value, atMs);
        };
        return merge(records, shortName(topic), topic.valueSerde().deserializer(), step, positions);
    }

    private Optional<MergeOutput> fromCombiner(FileMerge merge, String fileId, CombinerMessage message, long atMs) {
        if (message instanceof CombinerMessage.SetAside row) {
            String why = "a row, at offset " + row.offset() + " of "
                    + topics.validRows().name() + "-" + row.partition()
                    + ", can't be processed; it is in the dead letters";
            return merge.quarantined(fileId, new Fault(Quarantine.CODE, why), atMs)
                    .map(MergeOutput::of);
        }
        List<Delta> deltas = ((CombinerMessage.Deltas) message).deltas();
        return merge.deltas(fileId, deltas, atMs).map(MergeOutput::of);
    }

    private static Optional<MergeOutput> fileDeletion(FileMerge merge, FileDeletion deletion, long atMs) {
        boolean gone = deletion instanceof FileExpired expired
                ? merge.expired(expired, atMs)
                : merge.deleted((FileDeleted) deletion, atMs);
        return gone ? Optional.of(MergeOutput.NO_RESULT) : Optional.empty();
    }

    private static <V> MergeOf<V> result(ResultOf<V> resultOf) {
        return (merge, value, atMs) -> resultOf.apply(merge, value, atMs).map(MergeOutput::of);
    }

    private <V> KStream<byte[], MergeOutput> merge(
            KStream<byte[], byte[]> records,
            String name,
            Deserializer<V> deserializer,
            MergeProcessor.Step<V> step,
            Positions positions) {
        return records.process(
                () -> new MergeProcessor<>(
                        deserializer,
                        step,
                        positions,
                        topics.partitions(),
                        FileLimits.of(properties),
                        metrics,
                        watches.get()),
                Named.as("merge-" + name),
                MergeProcessor.STORE,
                ConsumedOffsets.STORE);
    }

    private static KStream<byte[], byte[]> only(Target target, KStream<byte[], MergeOutput> outputs, String name) {
        return outputs.filter((key, output) -> output.target() == target, Named.as(name))
                .mapValues(MergeOutput::value, Named.as(name + "-values"));
    }

    private String shortName(Topic<?, ?> topic) {
        return topic.name().substring(topics.prefix().length());
    }

    private interface FileIdOf<V> {
        String apply(V value);
    }

    private interface MergeOf<V> {
        Optional<MergeOutput> apply(FileMerge merge, V value, long atMs);
    }

    private interface ResultOf<V> {
        Optional<FileResult> apply(FileMerge merge, V value, long atMs);
    }
}
