package dev.sluice.benchmarks.chaos;

import dev.sluice.benchmarks.pipeline.Spread;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** A report for people. */
final class ChaosTable {
    private final PrintWriter out;

    ChaosTable(PrintWriter out) {
        this.out = out;
    }

    void write(ChaosReport report) {
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
        report.leftOut().forEach(what -> out.printf("left out: %s%n", what));
        report.notHappened().forEach(what -> out.printf("%nTHE RUN DOESN'T COUNT: no %s%n", what));
        report.firstViolations().forEach(violation -> out.printf("%nVIOLATION: %s%n", violation));
        if (report.isGood()) {
            out.printf("%nEvery row was there once, every result was exact, and no status was taken back.%n");
        } else {
            out.printf(Locale.ROOT, "%n%,d violations. Logs and data are in %s%n", report.violations(), report.logs());
        }
        out.flush();
    }

    private void line(String what, List<Double> seconds) {
        out.printf(
                Locale.ROOT,
                "%-60s %5d %8.2f %8.2f %8.2f%n",
                what,
                seconds.size(),
                Spread.quantile(seconds, 0.5),
                Spread.quantile(seconds, 0.95),
                Spread.quantile(seconds, 1));
    }
}
