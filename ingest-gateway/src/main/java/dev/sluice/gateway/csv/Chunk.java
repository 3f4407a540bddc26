package dev.sluice.gateway.csv;

/**
 * A run of whole records of a file.
 *
 * @param index from 0
 * @param firstLine the physical line of the file it begins on, from 1
 * @param bytes the records as they came; never empty
 */
public record Chunk(long index, long firstLine, byte[] bytes) {}
