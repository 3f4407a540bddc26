package dev.sluice.chaos.report;

import java.util.Map;
import java.util.TreeMap;

/** Counts events by name. Thread-safe. */
public final class Counts {
    private final Map<String, Long> counts = new TreeMap<>();

    public synchronized void add(String what, long count) {
        counts.merge(what, count, Long::sum);
    }

    public void add(String what) {
        add(what, 1);
    }

    public synchronized long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    public synchronized Map<String, Long> all() {
        return new TreeMap<>(counts);
    }
}
