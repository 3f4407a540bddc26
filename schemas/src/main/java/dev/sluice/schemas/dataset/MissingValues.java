package dev.sluice.schemas.dataset;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The cells that stand for no value. */
final class MissingValues {
    static final MissingValues NONE = new MissingValues(Set.of());
    /** The standard's default. */
    static final MissingValues EMPTY = new MissingValues(Set.of(""));

    private final Set<String> cells;
    /** Nearly all fields have no others, and there it needn't be looked up. */
    private final boolean onlyEmpty;

    MissingValues(Collection<String> cells) {
        this.cells = Set.copyOf(cells);
        onlyEmpty = this.cells.equals(Set.of(""));
    }

    /** @param ofDocument those of fields that have none of their own */
    static MissingValues read(DocumentNode node, MissingValues ofDocument) {
        if (!node.isThere()) {
            return ofDocument;
        }
        Set<String> cells = new LinkedHashSet<>();
        for (DocumentNode item : node.items("an array of strings, or of objects with a value")) {
            DocumentNode value = item.value().isObject() ? item.get("value") : item;
            item.knows(Set.of("value", "label"), Set.of());
            item.get("label").string("");
            String cell = value.string();
            if (cell != null && !cells.add(Blanks.strip(cell))) {
                value.fault("this value stands here twice");
            }
        }
        return new MissingValues(cells);
    }

    /** The length of the longest, so that no longer ASCII cell is one; -1 where there are none. */
    int longest() {
        return cells.stream().mapToInt(String::length).max().orElse(-1);
    }

    boolean contains(String cell) {
        return onlyEmpty ? cell.isEmpty() : cells.contains(cell);
    }
}
