package dev.sluice.aggregator;

import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Notes in the store how far a topic is merged, so that a query can tell "unknown" from "not read yet". Stands behind
 * the topic's {@link MergeProcessor}, which has therefore done its part.
 */
final class PositionProcessor extends ContextualProcessor<byte[], byte[], Void, Void> {
    private @Nullable FileStore store;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        KeyValueStore<Bytes, byte[]> files = context.getStateStore(MergeProcessor.STORE);
        store = FileStore.of(files);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        Objects.requireNonNull(store, "not initialized").putPosition(at.topic(), at.offset() + 1);
    }
}
