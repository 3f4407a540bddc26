package dev.sluice.chaos.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects violations: all are counted, the first ones are kept. Thread-safe. */
public final class Violations implements Consumer<Violation> {
    private static final int KEPT = 100;

    private final Consumer<Violation> first;
    private final List<Violation> kept = new ArrayList<>();
    private long count;

    /** @param first receives each kept violation immediately */
    public Violations(Consumer<Violation> first) {
        this.first = first;
    }

    @Override
    public synchronized void accept(Violation violation) {
        count++;
        if (kept.size() < KEPT) {
            kept.add(violation);
            first.accept(violation);
        }
    }

    public synchronized long count() {
        return count;
    }

    public synchronized List<Violation> kept() {
        return List.copyOf(kept);
    }
}
