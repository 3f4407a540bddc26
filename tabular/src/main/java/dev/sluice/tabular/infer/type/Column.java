package dev.sluice.tabular.infer.type;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A column of a sample: its name, and its cells in the file's order. */
public final class Column {
    private final String name;
    private final List<String> cells;
    /** How often each cell occurs: most columns repeat their cells, and each is tried once. */
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    public Column(String name, List<String> cells) {
        this.name = name;
        this.cells = List.copyOf(cells);
        cells.forEach(cell -> counts.merge(cell, 1, Integer::sum));
    }

    public String name() {
        return name;
    }

    public List<String> cells() {
        return cells;
    }

    /** The distinct cells with their numbers, in the order in which they appear first. */
    public Map<String, Integer> counts() {
        return Collections.unmodifiableMap(counts);
    }

    /** How often a cell occurs. */
    public int count(String cell) {
        return counts.getOrDefault(cell, 0);
    }
}
