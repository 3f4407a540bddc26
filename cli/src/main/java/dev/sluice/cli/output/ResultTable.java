package dev.sluice.cli.output;

import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FileSummary.ErrorCount;
import dev.sluice.schemas.query.FileSummary.StageTimes;
import dev.sluice.schemas.query.Percentiles;
import dev.sluice.schemas.query.SeriesFigures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Formats a result for humans: a line per series, in columns, and the totals. */
public final class ResultTable {
    private static final List<String> TITLES = List.of("series", "count", "min", "max", "avg", "std_dev", "sum");
    private static final List<String> PERCENTILES =
            List.of("series", "p01", "p05", "p25", "p50", "p75", "p95", "p99", "ranks");
    private static final int WIDEST_SERIES = 40;
    private static final MathContext DIGITS = new MathContext(9);

    private ResultTable() {}

    /**
     * Formats a result.
     *
     * @param series the first of the file's series, or all of them
     * @return lines, each with a line end
     */
    public static String of(FileSummary file, Map<String, SeriesFigures> series) {
        StringBuilder out = new StringBuilder(head(file)).append("\n\n");
        if (!series.isEmpty()) {
            out.append(table(series));
            appendPercentiles(out, series);
            long more = file.series() - series.size();
            if (more > 0) {
                out.append(String.format(Locale.ROOT, "… and %,d more series; --json prints all%n", more));
            }
            out.append('\n');
        }
        appendTotals(out, file);
        return out.toString();
    }

    /** A file without its series: its status, and the totals. */
    public static String ofStatus(FileSummary file) {
        StringBuilder out = new StringBuilder(head(file)).append('\n');
        appendTotals(out, file);
        return out.toString();
    }

    private static String head(FileSummary file) {
        String name = file.filename() == null ? file.fileId() : file.filename();
        String head = Printable.cut(name, 200) + ": " + file.status().word();
        return file.reason() == null
                ? head
                : head + ", " + file.reason().message() + " (" + file.reason().code() + ")";
    }

    private static void appendTotals(StringBuilder out, FileSummary file) {
        out.append(String.format(
                Locale.ROOT,
                "%,d rows: %,d valid, %,d invalid; %,d series",
                file.totalRows(),
                file.validRows(),
                file.invalidRows(),
                file.series()));
        if (file.processingSeconds() != null) {
            out.append(String.format(Locale.ROOT, "; %.2f s", file.processingSeconds()));
            out.append(stages(file.stageTimes()));
        }
        out.append('\n');
        FileSummary.Overflow overflow = file.overflow();
        if (overflow != null) {
            SeriesFigures all = overflow.statistics();
            out.append(String.format(
                    Locale.ROOT,
                    "  %,d rows of further series, together (overflow): min %s, max %s, avg %s, std_dev %s, sum %s%n",
                    overflow.rows(),
                    figure(all.min(), MathContext.UNLIMITED),
                    figure(all.max(), MathContext.UNLIMITED),
                    figure(all.avg(), DIGITS),
                    figure(all.stdDev(), DIGITS),
                    figure(all.sum(), DIGITS)));
        }
        for (ErrorCount error : file.errors()) {
            out.append(error(error.code(), error.field(), error.count()));
        }
    }

    /** A line that says how often an error occurred. */
    static String error(String code, @Nullable String field, long count) {
        return String.format(Locale.ROOT, "  %,d × %s in %s%n", count, code, field == null ? "the row" : field);
    }

    private static String stages(@Nullable StageTimes times) {
        if (times == null) {
            return "";
        }
        return Stream.of(
                        stage("received", times.received()),
                        stage("split", times.split()),
                        stage("aggregated", times.aggregated()))
                .filter(stage -> !stage.isEmpty())
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String stage(String name, @Nullable Double seconds) {
        return seconds == null ? "" : String.format(Locale.ROOT, "%s %.2f s", name, seconds);
    }

    private static TextTable table(Map<String, SeriesFigures> series) {
        TextTable table = new TextTable(TITLES, Set.of(0));
        series.forEach((name, s) -> table.add(List.of(
                Printable.cut(name, WIDEST_SERIES),
                Long.toString(s.count()),
                figure(s.min(), MathContext.UNLIMITED),
                figure(s.max(), MathContext.UNLIMITED),
                figure(s.avg(), DIGITS),
                figure(s.stdDev(), DIGITS),
                figure(s.sum(), DIGITS))));
        return table;
    }

    /** A table by itself: with it, the lines of the other would be longer than those of most terminals. */
    private static void appendPercentiles(StringBuilder out, Map<String, SeriesFigures> series) {
        TextTable table = new TextTable(PERCENTILES, Set.of(0));
        boolean any = false;
        for (Map.Entry<String, SeriesFigures> each : series.entrySet()) {
            Percentiles found = each.getValue().percentiles();
            any |= found != null;
            table.add(percentiles(Printable.cut(each.getKey(), WIDEST_SERIES), found));
        }
        if (any) {
            out.append('\n').append(table);
        }
    }

    private static List<String> percentiles(String name, @Nullable Percentiles found) {
        if (found == null) {
            return List.of(name, "-", "-", "-", "-", "-", "-", "-", "none");
        }
        Double error = found.rankError();
        return List.of(
                name,
                figure(found.p01(), MathContext.UNLIMITED),
                figure(found.p05(), MathContext.UNLIMITED),
                figure(found.p25(), MathContext.UNLIMITED),
                figure(found.p50(), MathContext.UNLIMITED),
                figure(found.p75(), MathContext.UNLIMITED),
                figure(found.p95(), MathContext.UNLIMITED),
                figure(found.p99(), MathContext.UNLIMITED),
                error == null ? "exact" : String.format(Locale.ROOT, "±%.2f %%", 100 * error));
    }

    /** A number in plain notation, or with an exponent if it would be too long. */
    static String figure(@Nullable Double value, MathContext precision) {
        if (value == null) {
            return "-";
        }
        BigDecimal decimal = BigDecimal.valueOf(value).round(precision).stripTrailingZeros();
        return Math.abs(decimal.precision() - decimal.scale()) > 12 || decimal.scale() > 12
                ? Double.toString(decimal.doubleValue())
                : decimal.toPlainString();
    }
}
