package dev.sluice.cli.load;

import dev.sluice.cli.output.Quantiles;
import dev.sluice.cli.output.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The outcome of a load. Files are added by many threads. */
final class LoadReport {
    private static final Map<String, Double> PERCENTILES = new LinkedHashMap<>();

    static {
        PERCENTILES.put("p50", 50.0);
        PERCENTILES.put("p90", 90.0);
        PERCENTILES.put("p99", 99.0);
        PERCENTILES.put("max", 100.0);
    }

    private final LoadPlan plan;
    private final List<Long> uploads = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Integer> failures = new TreeMap<>();
    private final Map<Integer, Integer> answers = new TreeMap<>();
    private int refused;
    private long wallNanos;

    LoadReport(LoadPlan plan) {
        this.plan = plan;
    }

    /** An upload was answered with this status code. */
    synchronized void answered(int status) {
        answers.merge(status, 1, Integer::sum);
    }

    /** A file was accepted. */
    synchronized void accepted(long nanos) {
        uploads.add(nanos);
    }

    /** A file ended with exactly the expected result. */
    synchronized void exact(long nanos) {
        ends.add(nanos);
    }

    /** A file was refused, as expected. */
    synchronized void refused() {
        refused++;
    }

    /** A file ended with another result. */
    synchronized void wrong(String why) {
        wrong.add(why);
    }

    /** A file wasn't accepted, or its outcome is unknown. */
    synchronized void failed(String why) {
        failures.merge(why, 1, Integer::sum);
    }

    synchronized void took(long nanos) {
        wallNanos = nanos;
    }

    /** The number of files with an outcome. */
    synchronized int done() {
        return judged().size()
                + refused
                + wrong.size()
                + failures.values().stream().mapToInt(n -> n).sum();
    }

    /** The missed thresholds, with the actual values. */
    synchronized List<String> missed(List<LoadThreshold> thresholds) {
        List<String> missed = new ArrayList<>();
        List<Long> judged = judged();
        String none = plan.waits() ? "no file ended" : "no file was taken";
        for (LoadThreshold threshold : thresholds) {
            Duration found = Duration.ofNanos(at(judged, threshold.percentile()));
            if (judged.isEmpty() || found.compareTo(threshold.max()) >= 0) {
                missed.add(threshold + " is missed: " + (judged.isEmpty() ? none : text(found.toNanos())));
            }
        }
        return missed;
    }

    /** The times of the files with the expected outcome. */
    private List<Long> judged() {
        return plan.waits() ? ends : uploads;
    }

    synchronized boolean isExact() {
        return wrong.isEmpty() && failures.isEmpty();
    }

    /** The format for humans. */
    synchronized String text() {
        double seconds = wallNanos / 1e9;
        int done = judged().size();
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d files of %,d rows, %d at once: %s, %,d wrong, %,d failed%n"
                        + "%.2f s, %.1f files/s, %,.0f rows/s; answers: %s%n%n",
                plan.files(),
                plan.rows(),
                plan.concurrency(),
                outcome(done),
                wrong.size(),
                failures.values().stream().mapToInt(n -> n).sum(),
                seconds,
                done / seconds,
                done * plan.rows() / seconds,
                answersInWords()));
        TextTable table = new TextTable(List.of("from the beginning", "p50", "p90", "p99", "max"), Set.of(0));
        table.add(row("to the 202", uploads));
        if (plan.waits()) {
            table.add(row("to the end", ends));
        }
        out.append(table);
        wrong.forEach(each -> out.append("wrong: ").append(each).append('\n'));
        failures.forEach((why, count) -> out.append(String.format(Locale.ROOT, "failed, %,d times: %s%n", count, why)));
        return out.toString();
    }

    private String outcome(int done) {
        String what = String.format(Locale.ROOT, plan.waits() ? "%,d exact" : "%,d taken", done);
        return refused == 0 ? what : what + String.format(Locale.ROOT, ", %,d refused as they must be", refused);
    }

    private String answersInWords() {
        return answers.isEmpty()
                ? "none"
                : answers.entrySet().stream()
                        .map(each -> String.format(Locale.ROOT, "%,d × %d", each.getValue(), each.getKey()))
                        .collect(Collectors.joining(", "));
    }

    /** The format for programs: in seconds. */
    synchronized Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("files", plan.files());
        document.put("rows_each", plan.rows());
        document.put("concurrency", plan.concurrency());
        document.put("accepted", uploads.size());
        document.put("exact", ends.size());
        document.put("refused", refused);
        document.put("answers", answers);
        document.put("wrong", wrong);
        document.put("failed", failures);
        document.put("seconds", wallNanos / 1e9);
        document.put("upload_seconds", percentiles(uploads));
        document.put("end_seconds", percentiles(ends));
        return document;
    }

    private static List<String> row(String title, List<Long> sorted) {
        List<String> row = new ArrayList<>(List.of(title));
        PERCENTILES.values().forEach(each -> row.add(sorted.isEmpty() ? "-" : text(at(sorted, each))));
        return row;
    }

    private static Map<String, Double> percentiles(List<Long> sorted) {
        Map<String, Double> all = new LinkedHashMap<>();
        if (!sorted.isEmpty()) {
            PERCENTILES.forEach((name, each) -> all.put(name, at(sorted, each) / 1e9));
        }
        return all;
    }

    /** The least that so many of a hundred don't exceed; 0 of none. */
    private static long at(List<Long> times, double percentile) {
        return times.isEmpty() ? 0 : Quantiles.of(times, percentile / 100);
    }

    private static String text(long nanos) {
        return nanos < 10_000_000_000L
                ? String.format(Locale.ROOT, "%,d ms", nanos / 1_000_000)
                : String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
