package dev.sluice.gateway.csv;

import org.jspecify.annotations.Nullable;

/**
 * Where a {@link ChunkCutter} is in a text.
 *
 * @param chunks the number of chunks so far
 * @param line the physical line on which the next chunk begins
 * @param tail the text that is read and in no chunk yet; of a row that is too long only its last byte, and what follows
 * @param longRow the row at hand if it is too long, or null
 */
public record CutterState(
        long chunks, long line, byte[] tail, @Nullable LongRow longRow) {
    public CutterState {
        if (longRow != null && tail.length == 0) {
            throw new IllegalArgumentException("expected the last byte of the row, found none");
        }
    }

    /**
     * A row that is too long.
     *
     * @param kept its beginning
     * @param bytes its size so far
     * @param lineBreaks the line breaks in it so far
     * @param ended whether it ends with the first byte of the tail
     * @param scanner the state of the scanner
     */
    public record LongRow(byte[] kept, long bytes, long lineBreaks, boolean ended, int scanner) {}
}
