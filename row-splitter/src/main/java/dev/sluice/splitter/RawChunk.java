package dev.sluice.splitter;

import dev.sluice.schemas.message.Fault;

/** A record of {@code raw-chunks}, as far as it can be understood. */
sealed interface RawChunk {
    /** Rows can be read from it: those after the cursor. */
    record Rows(ChunkOrigin origin, RowReader reader, RecordCursor records) implements RawChunk {}

    /** It is known what it belongs to, but there are no rows to be read. Fails the file. */
    record Faulty(ChunkOrigin origin, Fault fault) implements RawChunk {}

    /** No file can be told of it. A dead letter. */
    record Unreadable(String reason) implements RawChunk {}
}
