package dev.sluice.schemas.chunk;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.row.Rows;

/** A parsed record of {@code raw-chunks}. */
public sealed interface RawChunk {
    /** A record with readable rows. */
    record Usable(ChunkOrigin origin, Dataset dataset, Rows rows) implements RawChunk {}

    /** A record of a known file without readable rows. The file fails. */
    record Faulty(ChunkOrigin origin, Fault fault) implements RawChunk {}

    /** A record of no known file. It goes to the dead letters. */
    record Unreadable(String reason) implements RawChunk {}
}
