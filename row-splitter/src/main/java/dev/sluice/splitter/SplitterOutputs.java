package dev.sluice.splitter;

import dev.sluice.schemas.Tracing;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.InvalidRow;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The topics that the splitter writes to, by what goes into them. */
final class SplitterOutputs {
    static final String VALID_ROWS = "to-valid-rows";
    static final String INVALID_ROWS = "to-invalid-rows";
    static final String SPLIT_EVENTS = "to-split-events";
    static final String DEAD_LETTERS = "to-dead-letters";

    private final ProcessorContext<Object, Object> context;

    SplitterOutputs(ProcessorContext<Object, Object> context) {
        this.context = context;
    }

    void validRow(String series, byte[] row, long timestamp) {
        context.forward(new Record<>(series, row, timestamp), VALID_ROWS);
    }

    void invalidRow(InvalidRow row, long timestamp) {
        context.forward(new Record<>(row.fileId(), row, timestamp), INVALID_ROWS);
    }

    /** @param traceparent what the record carries of the file's trace, or null */
    void chunkSplit(ChunkSplit split, long timestamp, @Nullable String traceparent) {
        context.forward(new Record<>(split.fileId(), split, timestamp, Tracing.carrying(traceparent)), SPLIT_EVENTS);
    }

    void deadLetter(Record<byte[], byte[]> letter) {
        context.forward(letter, DEAD_LETTERS);
    }
}
