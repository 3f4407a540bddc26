package dev.sluice.tabular.infer.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Cells that mean "no value" among those of a typed column. */
final class NoValues {
    /** In lower case. */
    private static final Set<String> WORDS = Set.of(
            "na",
            "n/a",
            "#n/a",
            "#na",
            "n.a.",
            "null",
            "none",
            "nil",
            "nan",
            "-nan",
            "#nv",
            "#div/0!",
            "#value!",
            "#wert!",
            "#ref!",
            "#bezug!",
            "#num!",
            "#zahl!",
            "-",
            "--",
            "---",
            "–",
            "—",
            "?",
            ".",
            "..",
            "...",
            "\\n",
            "unavailable",
            "unknown",
            "missing",
            "invalid",
            "nodata",
            "no data",
            "ol",
            "overload",
            "err",
            "error",
            "timeout",
            "i/o timeout",
            "*");

    /** Numbers that loggers write instead of a value. */
    private static final Set<Double> NUMBERS =
            Set.of(-99.0, -99.9, -99.99, -999.0, -999.9, -999.99, -9999.0, -9999.9, -99999.0, -6999.0, -7999.0);
    /** Numbers that instruments write for an overload, an open input or no number. */
    private static final Set<Double> OVERLOADS = Set.of(9.9e37, 9.91e37, 1e38, 99999.0, 999999.0);
    /** Such a number is one only if all values are much closer to zero. */
    private static final double FARTHER = 5;

    private NoValues() {}

    static boolean isWord(String cell) {
        return WORDS.contains(cell.toLowerCase(Locale.ROOT));
    }

    /** The cells of a column of numbers that stand far apart from all others, and that instruments are known to write. */
    static List<String> numbers(FieldCandidate type, Set<String> cells) {
        Map<Double, List<String>> suspects = new TreeMap<>();
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (String cell : cells) {
            if (type.value(cell) instanceof Number number) {
                double value = number.doubleValue();
                if (NUMBERS.contains(value) || OVERLOADS.contains(Math.abs(value))) {
                    suspects.computeIfAbsent(value, same -> new ArrayList<>()).add(cell);
                } else {
                    least = Math.min(least, value);
                    greatest = Math.max(greatest, value);
                }
            }
        }
        List<String> found = new ArrayList<>();
        for (Map.Entry<Double, List<String>> suspect : suspects.entrySet()) {
            double value = suspect.getKey();
            boolean apart = value < 0 ? least > value / FARTHER : greatest < value / FARTHER;
            if (least < Double.POSITIVE_INFINITY && apart) {
                found.addAll(suspect.getValue());
            }
        }
        return found;
    }
}
