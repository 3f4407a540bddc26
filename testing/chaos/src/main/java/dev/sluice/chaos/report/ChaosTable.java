package dev.sluice.chaos.report;

import dev.sluice.cli.output.Quantiles;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Formats a report for humans. */
public final class ChaosTable {
    private final PrintWriter out;

    public ChaosTable(PrintWriter out) {
        this.out = out;
    }

    public void write(ChaosReport report) {
        out.printf(
                Locale.ROOT,
                "seed %d, %s minutes of faults%s: %d faults, %d processes killed%n%n",
                report.seed(),
                report.minutes(),
                report.mutant().isEmpty() ? "" : ", mutant " + report.mutant(),
                report.faults(),
                report.kills());
        report.counts().forEach((what, count) -> out.printf(Locale.ROOT, "%-60s %,12d%n", what, count));
        out.printf(Locale.ROOT, "%n%-60s %5s %8s %8s %8s%n", "seconds", "times", "p50", "p95", "max");
        report.seconds().forEach(this::line);
        outages(report.outages());
        report.leftOut().forEach(what -> out.printf("left out: %s%n", what));
        report.notHappened().forEach(what -> out.printf("%nTHE RUN DOESN'T COUNT: no %s%n", what));
        report.firstViolations().forEach(violation -> out.printf("%nVIOLATION: %s%n", violation));
        if (report.isGood()) {
            out.printf(
                    "%nEvery row was there once, every result was exact, and the history of every file is linearizable: no status "
                            + "was taken back, and no deleted file came back.%n");
        } else {
            out.printf(Locale.ROOT, "%n%,d violations. Logs and data are in %s%n", report.violations(), report.logs());
        }
        out.flush();
    }

    /** Of each fault and each kind of probe, median and 95th percentile of the longest silences. */
    private void outages(Map<String, Map<ProbeKind, List<Double>>> outages) {
        out.printf("%n%-30s", "seconds without (p50, p95)");
        for (ProbeKind kind : ProbeKind.values()) {
            out.printf(" %15s", kind.inWords());
        }
        out.println();
        outages.forEach((fault, times) -> {
            out.printf("%-30s", fault);
            for (ProbeKind kind : ProbeKind.values()) {
                List<Double> seconds = times.getOrDefault(kind, List.of());
                out.printf(Locale.ROOT, " %15s", seconds.isEmpty() ? "-" : spread(seconds));
            }
            out.println();
        });
    }

    private static String spread(List<Double> seconds) {
        return String.format(Locale.ROOT, "%.1f %6.1f", Quantiles.of(seconds, 0.5), Quantiles.of(seconds, 0.95));
    }

    private void line(String what, List<Double> seconds) {
        out.printf(
                Locale.ROOT,
                "%-60s %5d %8.2f %8.2f %8.2f%n",
                what,
                seconds.size(),
                Quantiles.of(seconds, 0.5),
                Quantiles.of(seconds, 0.95),
                Quantiles.of(seconds, 1));
    }
}
