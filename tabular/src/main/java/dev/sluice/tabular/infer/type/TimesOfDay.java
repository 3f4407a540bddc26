package dev.sluice.tabular.infer.type;

import java.time.LocalTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The column with the times of day of a column of dates: that whose name shares most words with the dates' name. One with
 * additional words, such as {@code Time of maximum gust}, is something else, unless its times rise with the rows.
 *
 * @param column the column, or null if there is none, or if several fit equally
 * @param others further columns with times of day, which could be meant as well or instead
 */
public record TimesOfDay(@Nullable ColumnType column, List<ColumnType> others) {
    /** The share of steps between rows of the same date in which the times of rows go on. */
    private static final double MOST = 0.9;

    private static final int MIN_STEPS = 2;

    private static final Comparator<Fit> BEST_FIRST = Comparator.comparingInt(Fit::shared)
            .reversed()
            .thenComparingInt(Fit::added)
            .thenComparing(Fit::end)
            .thenComparing(Comparator.comparingInt(Fit::length).reversed());

    public TimesOfDay {
        others = List.copyOf(others);
    }

    /** @param length of the longest time: seconds are better than hours alone */
    private record Fit(ColumnType column, int shared, int added, boolean end, int length) {}

    /** Finds the times of day of a column, which may be of anything. */
    public static TimesOfDay of(@Nullable ColumnType date, List<ColumnType> columns) {
        if (date == null || !date.type().equals("date")) {
            return new TimesOfDay(null, List.of());
        }
        List<ColumnType> times = columns.stream()
                .filter(column -> column.type().equals("time") && column.values() > 0)
                .toList();
        List<Fit> fits = times.stream()
                .filter(time -> !isOfSomethingElse(date, time) || (times.size() == 1 && goesOn(date, time)))
                .map(time -> fit(date, time))
                .sorted(BEST_FIRST)
                .toList();
        boolean none = fits.isEmpty()
                || (fits.size() > 1
                        && BEST_FIRST.compare(fits.get(0), fits.get(1)) == 0
                        && !fits.get(0)
                                .column()
                                .column()
                                .cells()
                                .equals(fits.get(1).column().column().cells()));
        ColumnType best = none ? null : fits.get(0).column();
        return new TimesOfDay(
                best, times.stream().filter(time -> !time.equals(best)).toList());
    }

    private static Fit fit(ColumnType date, ColumnType time) {
        Set<String> ofDate = ColumnWords.besideTime(date.name());
        Set<String> ofTime = ColumnWords.besideTime(time.name());
        Set<String> shared = new HashSet<>(ofTime);
        shared.retainAll(ofDate);
        return new Fit(
                time,
                shared.size(),
                ofTime.size() - shared.size(),
                ColumnWords.namesEnd(time.name()) && !ColumnWords.namesEnd(date.name()),
                time.longest().map(String::length).orElse(0));
    }

    private static boolean isOfSomethingElse(ColumnType date, ColumnType time) {
        Set<String> words = new HashSet<>(ColumnWords.besideTime(time.name()));
        words.removeAll(ColumnWords.besideTime(date.name()));
        return words.stream().anyMatch(word -> !ColumnWords.saysNoMoreOfATime(word));
    }

    /** Whether the times of the rows of one date go on, always forwards or always backwards. */
    private static boolean goesOn(ColumnType date, ColumnType time) {
        List<String> dates = date.column().cells();
        List<String> times = time.column().cells();
        int steps = 0;
        int forwards = 0;
        int backwards = 0;
        for (int row = 1; row < dates.size(); row++) {
            if (dates.get(row).equals(dates.get(row - 1))
                    && time.value(times.get(row - 1)) instanceof LocalTime before
                    && time.value(times.get(row)) instanceof LocalTime now) {
                steps++;
                forwards += now.isAfter(before) ? 1 : 0;
                backwards += now.isBefore(before) ? 1 : 0;
            }
        }
        return steps >= MIN_STEPS && Math.max(forwards, backwards) >= MOST * steps;
    }
}
