package dev.sluice.gateway.csv;

import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.ChunkHeaders.BadRow;
import org.jspecify.annotations.Nullable;

/**
 * A run of whole records of a file, or a single one that can't be read.
 *
 * @param index from 0
 * @param firstLine the physical line of the file on which the chunk begins, from 1; of JSON documents the number of the
 *     first one
 * @param bytes the records, unchanged; never empty; of a single one that is too long the beginning
 * @param contentType of the records; see {@link ChunkHeaders}
 * @param badRow why the single record can't be read; null for a run of records
 */
public record Chunk(
        long index,
        long firstLine,
        byte[] bytes,
        String contentType,
        @Nullable BadRow badRow) {}
