package dev.sluice.standalone;

import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FileSummary.ErrorCount;
import dev.sluice.schemas.query.SeriesFigures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A result for people: a line per series, in columns, and the totals. */
final class ResultTable {
    private static final List<String> TITLES = List.of("series", "count", "min", "max", "avg", "std_dev", "sum");
    private static final int WIDEST_SERIES = 40;
    private static final MathContext DIGITS = new MathContext(9);

    private ResultTable() {}

    /**
     * Lays a result out.
     *
     * @param series the first of the file's series, or all of them
     * @return lines, each with a line end
     */
    static String of(FileSummary file, Map<String, SeriesFigures> series) {
        StringBuilder out = new StringBuilder();
        out.append(Printable.cut(String.valueOf(file.filename()), 200))
                .append(": ")
                .append(lower(file.status()));
        if (file.reason() != null) {
            out.append(", ")
                    .append(file.reason().message())
                    .append(" (")
                    .append(file.reason().code())
                    .append(')');
        }
        out.append("\n\n");
        if (!series.isEmpty()) {
            append(out, rows(series));
            long more = file.series() - series.size();
            if (more > 0) {
                out.append(String.format(Locale.ROOT, "… and %,d more series; --json prints all%n", more));
            }
            out.append('\n');
        }
        appendTotals(out, file);
        return out.toString();
    }

    private static void appendTotals(StringBuilder out, FileSummary file) {
        out.append(String.format(
                Locale.ROOT,
                "%,d rows: %,d valid, %,d invalid; %,d series",
                file.totalRows(),
                file.validRows(),
                file.invalidRows(),
                file.series()));
        if (file.processingTime() != null) {
            out.append(String.format(Locale.ROOT, "; %.2f s", file.processingTime()));
        }
        out.append('\n');
        FileSummary.Overflow overflow = file.overflow();
        if (overflow != null) {
            SeriesFigures all = overflow.statistics();
            out.append(String.format(
                    Locale.ROOT,
                    "  %,d rows of more series than are kept, together: min %s, max %s, avg %s, std_dev %s, sum %s%n",
                    overflow.rows(),
                    figure(all.min(), MathContext.UNLIMITED),
                    figure(all.max(), MathContext.UNLIMITED),
                    figure(all.avg(), DIGITS),
                    figure(all.stdDev(), DIGITS),
                    figure(all.sum(), DIGITS)));
        }
        for (ErrorCount error : file.errors()) {
            String where = error.field() == null ? "the row" : error.field();
            out.append(String.format(Locale.ROOT, "  %,d × %s in %s%n", error.count(), error.code(), where));
        }
    }

    private static List<List<String>> rows(Map<String, SeriesFigures> series) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(TITLES);
        series.forEach((name, s) -> rows.add(List.of(
                Printable.cut(name, WIDEST_SERIES),
                Long.toString(s.count()),
                figure(s.min(), MathContext.UNLIMITED),
                figure(s.max(), MathContext.UNLIMITED),
                figure(s.avg(), DIGITS),
                figure(s.stdDev(), DIGITS),
                figure(s.sum(), DIGITS))));
        return rows;
    }

    private static void append(StringBuilder out, List<List<String>> rows) {
        int[] widths = new int[TITLES.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                String gap = " ".repeat(widths[i] - row.get(i).length());
                // Text to the left, numbers to the right.
                out.append(i == 0 ? row.get(i) + gap : "  " + gap + row.get(i));
            }
            out.append('\n');
        }
    }

    /** A number as people write it; in powers of ten where it would be too long. */
    private static String figure(@Nullable Double value, MathContext precision) {
        if (value == null) {
            return "-";
        }
        BigDecimal decimal = BigDecimal.valueOf(value).round(precision).stripTrailingZeros();
        return Math.abs(decimal.precision() - decimal.scale()) > 12 || decimal.scale() > 12
                ? Double.toString(decimal.doubleValue())
                : decimal.toPlainString();
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
