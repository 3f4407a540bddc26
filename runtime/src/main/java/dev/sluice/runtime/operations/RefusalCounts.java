package dev.sluice.runtime.operations;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The refused requests of the last 24 hours, counted by client, operation and status. Thread-safe. */
public final class RefusalCounts {
    private static final int HOURS = 24;
    private static final long HOUR_MS = 3_600_000;

    /** Names of clients are bounded in number; without access control, or with many, the rest is counted together. */
    private static final int MAX_KINDS = 1_000;

    private static final String OTHERS = "(others)";

    private final Clock clock;
    private final Deque<Hour> hours = new ArrayDeque<>();

    private record Kind(String client, String operation, int status) {}

    /** @param counted the counts, which change */
    private record Hour(long number, Map<Kind, Counted> counted) {}

    private record Counted(long count, Instant last) {
        Counted plus(Counted other) {
            return new Counted(count + other.count, last.isAfter(other.last) ? last : other.last);
        }
    }

    /**
     * Requests that were refused.
     *
     * @param operation the method and the first part of the path
     * @param last the time of the last one
     */
    public record Refused(String client, String operation, int status, long count, Instant last) {}

    public RefusalCounts(Clock clock) {
        this.clock = clock;
    }

    /** Counts a request. */
    public synchronized void add(String client, String operation, int status) {
        Instant now = clock.instant();
        Map<Kind, Counted> counted = hour(now).counted;
        Kind kind = new Kind(client, operation, status);
        if (counted.size() >= MAX_KINDS && !counted.containsKey(kind)) {
            kind = new Kind(OTHERS, operation, status);
        }
        counted.merge(kind, new Counted(1, now), Counted::plus);
    }

    private Hour hour(Instant now) {
        long number = now.toEpochMilli() / HOUR_MS;
        while (!hours.isEmpty() && hours.getFirst().number <= number - HOURS) {
            hours.removeFirst();
        }
        if (hours.isEmpty() || hours.getLast().number != number) {
            hours.addLast(new Hour(number, new HashMap<>()));
        }
        return hours.getLast();
    }

    /** The counts, those of the latest requests first. */
    public synchronized List<Refused> counts() {
        hour(clock.instant());
        Map<Kind, Counted> all = new HashMap<>();
        hours.forEach(hour -> hour.counted.forEach((kind, counted) -> all.merge(kind, counted, Counted::plus)));
        List<Refused> refused = new ArrayList<>();
        all.forEach((kind, counted) ->
                refused.add(new Refused(kind.client, kind.operation, kind.status, counted.count, counted.last)));
        refused.sort(Comparator.comparing(Refused::last)
                .reversed()
                .thenComparing(Refused::client)
                .thenComparing(Refused::operation)
                .thenComparing(Refused::status));
        return refused.subList(0, Math.min(MAX_KINDS, refused.size()));
    }
}
