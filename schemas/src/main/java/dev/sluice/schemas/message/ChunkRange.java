package dev.sluice.schemas.message;

import dev.sluice.tabular.text.Limits;

/**
 * Where the chunks of a file are in one partition of {@code raw-chunks}. Chunks of other files lie between them.
 *
 * @param partition the partition
 * @param first the offset of the file's first chunk there
 * @param last the offset of its last chunk there
 */
public record ChunkRange(int partition, long first, long last) {
    public ChunkRange {
        Limits.count("partition", partition);
        Limits.count("first", first);
        Limits.count("last", last);
        if (last < first) {
            throw new IllegalArgumentException("expected a last offset from " + first + " on, found " + last);
        }
    }

    /** The smallest range that also has this offset. */
    public ChunkRange with(long offset) {
        return new ChunkRange(partition, Math.min(first, offset), Math.max(last, offset));
    }
}
