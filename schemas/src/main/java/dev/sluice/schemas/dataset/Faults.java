package dev.sluice.schemas.dataset;

import java.util.ArrayList;
import java.util.List;

/** All that is wrong with one document, in the order found. */
final class Faults {
    private final String source;
    private final List<String> all = new ArrayList<>();

    /** @param source what the document is called, e.g. its file */
    Faults(String source) {
        this.source = source;
    }

    /**
     * @param pointer JSON pointer to what is wrong; empty for the document itself
     * @param message in plain words
     */
    void add(String pointer, String message) {
        all.add(source + (pointer.isEmpty() ? "" : " " + pointer) + ": " + message);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    int count() {
        return all.size();
    }

    List<String> all() {
        return List.copyOf(all);
    }
}
