package dev.sluice.splitter;

import dev.sluice.schemas.dataset.Dataset;
import dev.sluice.schemas.message.Fault;
import dev.sluice.schemas.row.Rows;

/** A record of {@code raw-chunks}, as far as it can be understood. */
sealed interface RawChunk {
    /** Rows can be read from it. */
    record Usable(ChunkOrigin origin, Dataset dataset, Rows rows) implements RawChunk {}

    /** It is known what it belongs to, but there are no rows to be read. Fails the file. */
    record Faulty(ChunkOrigin origin, Fault fault) implements RawChunk {}

    /** No file can be told of it. A dead letter. */
    record Unreadable(String reason) implements RawChunk {}
}
