package dev.sluice.chaos.fault;

import dev.sluice.chaos.cluster.Role;
import java.time.Duration;
import java.util.Locale;

/**
 * A fault of the plan.
 *
 * @param at its start, relative to that of the first fault
 * @param instance of the role, from 1
 * @param hold its duration
 */
public record Fault(Duration at, FaultKind kind, Role role, int instance, Duration hold) {
    Duration end() {
        return at.plus(hold);
    }

    /** What is done to which role. */
    public String name() {
        return kind == FaultKind.KILL_ALL
                ? "brokers " + kind.inWords()
                : role.name().toLowerCase(Locale.ROOT) + " " + kind.inWords();
    }

    String target() {
        return role.instance(instance);
    }

    @Override
    public String toString() {
        String who = kind == FaultKind.KILL_ALL ? "brokers" : target();
        return String.format(Locale.ROOT, "%s %s for %.1f s", who, kind.inWords(), hold.toMillis() / 1e3);
    }
}
