package dev.sluice.chaos.measure;

import dev.sluice.chaos.report.ProbeKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * How long each kind of probe stayed without an answer, by the fault that was the cause: the longest time between two
 * answers after each fault, of whatever was asked about. Thread-safe.
 */
public final class Unavailability {
    /** A fault that comes later than this in an outage isn't its cause. */
    private static final long ANSWERING = Duration.ofMillis(500).toNanos();

    private final LongSupplier clock;
    private final List<Began> faults = new ArrayList<>();
    private final Map<Subject, Long> last = new HashMap<>();

    /** @param clock like {@link System#nanoTime} */
    public Unavailability(LongSupplier clock) {
        this.clock = clock;
    }

    private record Subject(ProbeKind kind, String about) {}

    private record Began(String fault, long at, Map<ProbeKind, Long> longest) {}

    /** A fault with this name begins. */
    public synchronized void begin(String fault) {
        faults.add(new Began(fault, clock.getAsLong(), new HashMap<>()));
    }

    /**
     * A probe was answered.
     *
     * @param about of which file or partition, if the client has several that may fail each by itself
     */
    public synchronized void answered(ProbeKind kind, String about) {
        long now = clock.getAsLong();
        Long before = last.put(new Subject(kind, about), now);
        if (before != null) {
            reason(before).ifPresent(fault -> fault.longest().merge(kind, now - before, Math::max));
        }
    }

    /** The outages in seconds by fault, for each of its occurrences. Called once, after the last fault. */
    public synchronized Map<String, Map<ProbeKind, List<Double>>> all() {
        Map<String, Map<ProbeKind, List<Double>>> all = new TreeMap<>();
        for (Began fault : faults) {
            Map<ProbeKind, List<Double>> times = all.computeIfAbsent(fault.fault(), name -> new TreeMap<>());
            fault.longest().forEach((kind, nanos) -> times.computeIfAbsent(kind, any -> new ArrayList<>())
                    .add(nanos / 1_000_000 / 1e3));
        }
        return all;
    }

    /** The last fault that had begun when the outage began. */
    private Optional<Began> reason(long silentSince) {
        for (int i = faults.size() - 1; i >= 0; i--) {
            if (faults.get(i).at() - silentSince <= ANSWERING) {
                return Optional.of(faults.get(i));
            }
        }
        return Optional.empty();
    }
}
