package dev.sluice.chaos.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Durations by name, in seconds. Thread-safe. */
public final class Times {
    private final Map<String, List<Double>> seconds = new TreeMap<>();

    public synchronized void add(String what, Duration time) {
        seconds.computeIfAbsent(what, name -> new ArrayList<>()).add(time.toMillis() / 1e3);
    }

    public synchronized Map<String, List<Double>> all() {
        Map<String, List<Double>> copy = new TreeMap<>();
        seconds.forEach((what, times) -> copy.put(what, List.copyOf(times)));
        return copy;
    }
}
