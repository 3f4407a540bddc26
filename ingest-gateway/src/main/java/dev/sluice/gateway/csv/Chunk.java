package dev.sluice.gateway.csv;

/**
 * A run of whole records of a file.
 *
 * @param index from 0
 * @param firstLine the physical line of the file on which the chunk begins, from 1
 * @param bytes the records, unchanged; never empty
 */
public record Chunk(long index, long firstLine, byte[] bytes) {}
