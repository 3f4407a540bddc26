package dev.sluice.benchmarks.chaos;

import java.util.Map;
import java.util.TreeMap;

/** How often what happened, by name. Thread-safe. */
final class Counts {
    private final Map<String, Long> counts = new TreeMap<>();

    synchronized void add(String what, long count) {
        counts.merge(what, count, Long::sum);
    }

    void add(String what) {
        add(what, 1);
    }

    synchronized long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    synchronized Map<String, Long> all() {
        return new TreeMap<>(counts);
    }
}
