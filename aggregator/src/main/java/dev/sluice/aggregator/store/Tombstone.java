package dev.sluice.aggregator.store;

import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;

/**
 * The tombstone of a deleted file, which keeps late records from recreating the file.
 *
 * @param freeAfterMs the time after which its id can be reused, by the broker's clock
 * @param committed whether the deletion is known to be committed: it was read back from {@code file-results}
 */
public record Tombstone(long freeAfterMs, boolean committed) {
    private static final int FREE_AFTER_MS = 1;
    private static final int COMMITTED = 2;
    private static final int MAX_BYTES = 64;

    byte[] toBytes() {
        return new WireWriter(MAX_BYTES)
                .number(FREE_AFTER_MS, freeAfterMs)
                .flag(COMMITTED, committed)
                .toBytes();
    }

    static Tombstone of(byte[] value) {
        return WireReader.read(value, in -> new Tombstone(in.number(FREE_AFTER_MS), in.flag(COMMITTED)));
    }
}
