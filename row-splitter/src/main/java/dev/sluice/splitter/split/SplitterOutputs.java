package dev.sluice.splitter.split;

import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.Bounded;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.InvalidRow;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The topics that the splitter writes to, by what goes into them. All that it writes goes through here, and nothing larger than a
 * record may be.
 */
final class SplitterOutputs {
    static final String VALID_ROWS = "to-valid-rows";
    static final String INVALID_ROWS = "to-invalid-rows";
    static final String SPLIT_EVENTS = "to-split-events";
    static final String DEAD_LETTERS = "to-dead-letters";

    private final ProcessorContext<Object, Object> context;
    private boolean begun;

    SplitterOutputs(ProcessorContext<Object, Object> context) {
        this.context = context;
    }

    /** What is written from here on is another record's. */
    void next() {
        begun = false;
    }

    /** Whether anything was written since {@link #next}, or was to be. */
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

    /** @param traceparent what the record carries of the file's trace, or null */
    void chunkSplit(ChunkSplit split, long timestamp, @Nullable String traceparent) {
        byte[] bytes = Bounded.write(split);
        begun = true;
        context.forward(new Record<>(split.fileId(), bytes, timestamp, Tracing.carrying(traceparent)), SPLIT_EVENTS);
    }

    /** Writes a letter, which is bounded as it is made. */
    void deadLetter(Record<byte[], byte[]> letter) {
        begun = true;
        context.forward(letter, DEAD_LETTERS);
    }
}
