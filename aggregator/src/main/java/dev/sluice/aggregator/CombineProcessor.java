package dev.sluice.aggregator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.aggregator.Output.Target;
import dev.sluice.schemas.message.ValidRow;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The first level of the aggregation, per partition of {@code valid-rows}: adds each row to the pending delta of its file
 * and series, and from time to time sends the deltas on to the partition of their file.
 */
final class CombineProcessor extends ReadingProcessor<ValidRow> {
    static final String STORE = "pending-deltas";

    private final Duration flushInterval;
    private final int maxPending;
    private @Nullable PendingDeltas pending;

    CombineProcessor(Deserializer<ValidRow> rows, Duration flushInterval, int maxPending, AggregatorMetrics metrics) {
        super(rows, metrics);
        this.flushInterval = flushInterval;
        this.maxPending = maxPending;
    }

    @Override
    public void init(ProcessorContext<byte[], Output> context) {
        super.init(context);
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(STORE);
        pending = new PendingDeltas(store);
        context.schedule(flushInterval, PunctuationType.WALL_CLOCK_TIME, now -> flush());
    }

    @Override
    void process(Record<byte[], byte[]> record, ValidRow row) {
        pending().add(row);
        if (pending().size() >= maxPending) {
            flush();
        }
    }

    private void flush() {
        // Stream time is the broker's; the clock of this machine goes into no record.
        long now = Math.max(0, context().currentStreamTimeMs());
        pending().drainTo((fileId, batch) -> context()
                .forward(new Record<>(fileId.getBytes(UTF_8), new Output(Target.DELTAS, batch), now)));
    }

    private PendingDeltas pending() {
        return Objects.requireNonNull(pending, "not initialized");
    }
}
