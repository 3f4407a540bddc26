package dev.sluice.benchmarks.chaos;

import java.util.BitSet;

/**
 * On which physical lines of a file its rows begin.
 *
 * @param valid those of its valid rows
 * @param invalid those of its invalid rows
 */
record FileRows(BitSet valid, BitSet invalid) {
    FileRows() {
        this(new BitSet(), new BitSet());
    }

    int count() {
        return valid.cardinality() + invalid.cardinality();
    }
}
