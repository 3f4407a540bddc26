package dev.sluice.tabular.dataset;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The cells that mean "no value". */
public final class MissingValues {
    static final MissingValues NONE = new MissingValues(Set.of());
    /** The default of Table Schema. */
    public static final MissingValues EMPTY = new MissingValues(Set.of(""));

    private final Set<String> cells;
    /** Nearly all fields have only the default, which needs no lookup. */
    private final boolean onlyEmpty;

    public MissingValues(Collection<String> cells) {
        this.cells = Set.copyOf(cells);
        onlyEmpty = this.cells.equals(Set.of(""));
    }

    /** These and others. */
    MissingValues and(Set<String> others) {
        Set<String> all = new HashSet<>(cells);
        all.addAll(others);
        return others.isEmpty() ? this : new MissingValues(all);
    }

    /** The length of the longest one, so that longer ASCII cells needn't be looked up; -1 if there are none. */
    int longest() {
        return cells.stream().mapToInt(String::length).max().orElse(-1);
    }

    boolean contains(String cell) {
        return onlyEmpty ? cell.isEmpty() : cells.contains(cell);
    }
}
