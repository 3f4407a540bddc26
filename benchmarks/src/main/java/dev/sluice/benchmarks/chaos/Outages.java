package dev.sluice.benchmarks.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * For how long clients had to do without what they want, by the fault that was the reason: the longest time between two
 * answers after each fault, of whatever was asked about. Thread-safe.
 */
final class Outages {
    /** A fault that comes later than this in a silence isn't the reason for it. */
    private static final long ANSWERING = Duration.ofMillis(500).toNanos();

    private final LongSupplier clock;
    private final List<Began> faults = new ArrayList<>();
    private final Map<Subject, Long> last = new HashMap<>();

    /** @param clock as {@link System#nanoTime} */
    Outages(LongSupplier clock) {
        this.clock = clock;
    }

    private record Subject(Want want, String about) {}

    private record Began(String fault, long at, Map<Want, Long> longest) {}

    /** A fault of this name begins. */
    synchronized void begin(String fault) {
        faults.add(new Began(fault, clock.getAsLong(), new HashMap<>()));
    }

    /**
     * A client got what it wants.
     *
     * @param about of which file or partition, if the client has several that may fail each by itself
     */
    synchronized void answered(Want want, String about) {
        long now = clock.getAsLong();
        Long before = last.put(new Subject(want, about), now);
        if (before != null) {
            reason(before).ifPresent(fault -> fault.longest().merge(want, now - before, Math::max));
        }
    }

    /** What is called once after the last fault, or later: in seconds, by fault, each time that the fault came. */
    synchronized Map<String, Map<Want, List<Double>>> all() {
        Map<String, Map<Want, List<Double>>> all = new TreeMap<>();
        for (Began fault : faults) {
            Map<Want, List<Double>> times = all.computeIfAbsent(fault.fault(), name -> new TreeMap<>());
            fault.longest().forEach((want, nanos) -> times.computeIfAbsent(want, any -> new ArrayList<>())
                    .add(nanos / 1_000_000 / 1e3));
        }
        return all;
    }

    /** The last fault that had begun when the silence did. */
    private Optional<Began> reason(long silentSince) {
        for (int i = faults.size() - 1; i >= 0; i--) {
            if (faults.get(i).at() - silentSince <= ANSWERING) {
                return Optional.of(faults.get(i));
            }
        }
        return Optional.empty();
    }
}
