package dev.sluice.tabular.dataset.document;

import java.util.ArrayList;
import java.util.List;

/** Collects the faults of one document, in the order in which they are found. */
public final class DocumentFaults {
    private final String source;
    private final List<String> all = new ArrayList<>();

    /** @param source the name of the document, e.g. its file */
    public DocumentFaults(String source) {
        this.source = source;
    }

    /**
     * Adds a fault.
     *
     * @param pointer JSON pointer to the faulty value; empty for the document itself
     * @param message the fault
     */
    public void add(String pointer, String message) {
        all.add(source + (pointer.isEmpty() ? "" : " " + pointer) + ": " + message);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    int count() {
        return all.size();
    }

    public List<String> all() {
        return List.copyOf(all);
    }
}
