package dev.sluice.chaos.report;

import java.util.List;
import java.util.Map;

/**
 * What a run found.
 *
 * @param mutant which fault was built into Sluice on purpose, or empty
 * @param faults how many of the plan were injected
 * @param kills how many processes were killed by them
 * @param leftOut faults that this machine doesn't allow, with why
 * @param counts how often what happened
 * @param seconds how long what took
 * @param outages for how many seconds each kind of probe stayed without an answer, by fault
 * @param notHappened what must have happened for the run to count, and didn't
 * @param violations how many promises were broken
 * @param firstViolations some of them
 * @param logs where they are, if anything is wrong
 */
public record ChaosReport(
        long seed,
        double minutes,
        String mutant,
        int faults,
        int kills,
        List<String> leftOut,
        Map<String, Long> counts,
        Map<String, List<Double>> seconds,
        Map<String, Map<ProbeKind, List<Double>>> outages,
        List<String> notHappened,
        long violations,
        List<Violation> firstViolations,
        String logs) {
    /** Whether no guarantee was violated and enough happened for that to be meaningful. */
    public boolean isGood() {
        return exitCode() == 0;
    }

    /** 1 if a guarantee was violated; 3 if none was, but too little happened. */
    public int exitCode() {
        if (violations > 0) {
            return 1;
        }
        return notHappened.isEmpty() ? 0 : 3;
    }
}
