package dev.sluice.splitter.chunk;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.row.Rows;

/** A record of {@code raw-chunks}, as far as it can be understood. */
public sealed interface RawChunk {
    /** Rows can be read from it. */
    record Usable(ChunkOrigin origin, Dataset dataset, Rows rows) implements RawChunk {}

    /** It is known what it belongs to, but there are no rows to be read. Fails the file. */
    record Faulty(ChunkOrigin origin, Fault fault) implements RawChunk {}

    /** No file can be told of it. A dead letter. */
    record Unreadable(String reason) implements RawChunk {}
}
