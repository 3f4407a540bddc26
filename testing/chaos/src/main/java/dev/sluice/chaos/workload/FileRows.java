package dev.sluice.chaos.workload;

import java.util.BitSet;

/**
 * The physical lines on which a file's rows begin.
 *
 * @param valid of its valid rows
 * @param invalid of its invalid rows
 */
public record FileRows(BitSet valid, BitSet invalid) {
    public FileRows() {
        this(new BitSet(), new BitSet());
    }

    int count() {
        return valid.cardinality() + invalid.cardinality();
    }
}
