package dev.sluice.splitter.split;

import dev.sluice.runtime.tracing.RecordSpan;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.Bounded;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.InvalidRow;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Writes to the splitter's output topics. All output passes through here, so its size can be checked against the
 * maximum size of a record.
 */
final class SplitterOutputs {
    static final String VALID_ROWS = "to-valid-rows";
    static final String INVALID_ROWS = "to-invalid-rows";
    static final String SPLIT_EVENTS = "to-split-events";
    static final String DEAD_LETTERS = "to-dead-letters";

    private final ProcessorContext<Object, Object> context;
    private final RecordSpan span;
    private boolean begun;

    /** @param span of the record that is split */
    SplitterOutputs(ProcessorContext<Object, Object> context, RecordSpan span) {
        this.context = context;
        this.span = span;
    }

    /** Starts the output of the next record. */
    void next() {
        begun = false;
    }

    /** Whether an output was started since {@link #next}. */
    boolean haveBegun() {
        return begun;
    }

    /** Writes a row that {@link Bounded#fits}. */
    void validRow(String series, byte[] row, long timestamp) {
        begun = true;
        context.forward(new Record<>(series, row, timestamp), VALID_ROWS);
    }

    void invalidRow(InvalidRow row, long timestamp) {
        byte[] bytes = Bounded.write(row);
        begun = true;
        context.forward(new Record<>(row.fileId(), bytes, timestamp), INVALID_ROWS);
    }

    void chunkSplit(ChunkSplit split, long timestamp) {
        byte[] bytes = Bounded.write(split);
        String traceparent = span.ofChunk(split.fileId(), split.chunk());
        begun = true;
        context.forward(new Record<>(split.fileId(), bytes, timestamp, Tracing.headers(traceparent)), SPLIT_EVENTS);
    }

    /** Writes a dead letter, whose size is limited already. */
    void deadLetter(Record<byte[], byte[]> letter) {
        begun = true;
        context.forward(letter, DEAD_LETTERS);
    }
}
