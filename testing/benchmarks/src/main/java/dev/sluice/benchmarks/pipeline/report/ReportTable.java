package dev.sluice.benchmarks.pipeline.report;

import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Formats a report for humans. */
public final class ReportTable {
    private static final String LINE = "%-46s %11s %11s %11s  %-9s %-22s %-10s %s";

    private final PrintWriter out;

    public ReportTable(PrintWriter out) {
        this.out = out;
    }

    public void write(Report report) {
        Report.Setting setting = report.setting();
        out.printf(
                Locale.ROOT,
                "%,d rows, %,d sensors, %s %% invalid, seed %d; %d processors, Java %s, heap %,d MiB%nJVM options: %s%n%n",
                setting.rows(),
                setting.sensors(),
                new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT))
                        .format(setting.invalidShare() * 100),
                setting.seed(),
                setting.processors(),
                setting.java(),
                setting.maxHeapBytes() >> 20,
                setting.jvmOptions().isEmpty() ? "none" : String.join(" ", setting.jvmOptions()));
        out.printf(Locale.ROOT, LINE + "%n", "what", "median", "min", "max", "unit", "ratio", "reach", "met");
        report.figures().forEach(this::write);
        report.unmeasured()
                .forEach(figure -> out.printf(Locale.ROOT, "%-46s not measured: %s%n", figure.what(), figure.reason()));
        out.printf("%nEvery result was exact.%n");
        out.flush();
    }

    private void write(Figure figure) {
        Spread spread = figure.spread();
        Figure.Ratio ratio = figure.ratio();
        Figure.Reach reach = figure.reach();
        String line = String.format(
                Locale.ROOT,
                LINE,
                figure.what(),
                number(spread.median()),
                number(spread.min()),
                number(spread.max()),
                figure.unit(),
                ratio == null ? "" : String.format(Locale.ROOT, "%.2f of %s", ratio.value(), ratio.to()),
                reach == null ? "" : (reach.least() ? ">= " : "<= ") + number(reach.bound()),
                reach == null ? "" : figure.met() ? "yes" : "no");
        out.println(line.stripTrailing());
    }

    /** Three digits or more, for figures from hundredths to millions. */
    private static String number(double value) {
        if (value >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }
}
