package dev.sluice.aggregator;

import dev.sluice.aggregator.Output.Target;
import dev.sluice.schemas.ReadPositions;
import dev.sluice.schemas.message.DeadLetter;
import java.util.Objects;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A processor of a topic that others write to. It takes each record in once, wherever the brokers have it begin; what can't be
 * read goes to the dead letters, with why.
 */
abstract class ReadingProcessor<V> extends ContextualProcessor<byte[], byte[], byte[], Output> {
    private static final Logger LOG = LoggerFactory.getLogger(ReadingProcessor.class);
    private static final byte[] NOTHING = {};

    private final Deserializer<V> deserializer;
    private final AggregatorMetrics metrics;
    private @Nullable ReadPositions positions;

    ReadingProcessor(Deserializer<V> deserializer, AggregatorMetrics metrics) {
        this.deserializer = deserializer;
        this.metrics = metrics;
    }

    /**
     * Takes in one record.
     *
     * @throws SerializationException if the value is readable but makes no sense
     */
    abstract void process(Record<byte[], byte[]> record, V value);

    @Override
    public void init(ProcessorContext<byte[], Output> context) {
        super.init(context);
        positions = positions(context);
    }

    /** Where it is kept how far the topic is read. */
    ReadPositions positions(ProcessorContext<byte[], Output> context) {
        KeyValueStore<String, byte[]> read = context.getStateStore(ReadPositions.STORE);
        return new ReadPositions(read::get, read::put);
    }

    @Override
    public final void process(Record<byte[], byte[]> record) {
        RecordMetadata at = metadata();
        ReadPositions read = Objects.requireNonNull(positions, "not initialized");
        if (read.cover(at.topic(), at.partition(), at.offset(), record.timestamp())) {
            metrics.repeatedDropped(1);
            return;
        }
        take(record);
        // Whoever sees the position, as queries do, sees what was made of the record.
        read.read(at.topic(), at.offset(), record.timestamp());
    }

    private void take(Record<byte[], byte[]> record) {
        try {
            V value = deserializer.deserialize(metadata().topic(), record.value());
            if (value == null) {
                throw new SerializationException("expected a value, found none");
            }
            process(record, value);
        } catch (SerializationException e) {
            deadLetter(record, String.valueOf(e.getMessage()));
        }
    }

    private void deadLetter(Record<byte[], byte[]> record, String why) {
        RecordMetadata from = metadata();
        LOG.warn("Dead letter from {}-{} at offset {}: {}", from.topic(), from.partition(), from.offset(), why);
        metrics.deadLetter();
        DeadLetter letter = DeadLetter.of(
                record.key(),
                record.value(),
                record.headers(),
                new DeadLetter.Cause("aggregator", why, from.topic(), from.partition(), from.offset()));
        byte[] value = letter.value() == null ? NOTHING : letter.value();
        context()
                .forward(new Record<>(
                        letter.key(), new Output(Target.DEAD_LETTER, value), record.timestamp(), letter.headers()));
    }

    private RecordMetadata metadata() {
        return context().recordMetadata().orElseThrow();
    }
}
