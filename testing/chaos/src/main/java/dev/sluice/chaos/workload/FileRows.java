package dev.sluice.chaos.workload;

import java.util.BitSet;

/**
 * On which physical lines of a file its rows begin.
 *
 * @param valid those of its valid rows
 * @param invalid those of its invalid rows
 */
public record FileRows(BitSet valid, BitSet invalid) {
    public FileRows() {
        this(new BitSet(), new BitSet());
    }

    int count() {
        return valid.cardinality() + invalid.cardinality();
    }
}
