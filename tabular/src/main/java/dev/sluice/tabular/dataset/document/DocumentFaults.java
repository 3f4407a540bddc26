package dev.sluice.tabular.dataset.document;

import java.util.ArrayList;
import java.util.List;

/** All that is wrong with one document, in the order found. */
public final class DocumentFaults {
    private final String source;
    private final List<String> all = new ArrayList<>();

    /** @param source what the document is called, e.g. its file */
    public DocumentFaults(String source) {
        this.source = source;
    }

    /**
     * Adds a fault.
     *
     * @param pointer JSON pointer to what is wrong; empty for the document itself
     * @param message in plain words
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
