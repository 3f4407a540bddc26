package dev.sluice.tabular.dataset;

import java.util.Collection;
import java.util.Set;

/** The cells that stand for no value. */
public final class MissingValues {
    static final MissingValues NONE = new MissingValues(Set.of());
    /** The standard's default. */
    public static final MissingValues EMPTY = new MissingValues(Set.of(""));

    private final Set<String> cells;
    /** Nearly all fields have no others, and there it needn't be looked up. */
    private final boolean onlyEmpty;

    public MissingValues(Collection<String> cells) {
        this.cells = Set.copyOf(cells);
        onlyEmpty = this.cells.equals(Set.of(""));
    }

    /** The length of the longest, so that no longer ASCII cell is one; -1 where there are none. */
    int longest() {
        return cells.stream().mapToInt(String::length).max().orElse(-1);
    }

    boolean contains(String cell) {
        return onlyEmpty ? cell.isEmpty() : cells.contains(cell);
    }
}
