package dev.sluice.tabular.infer.type;

import dev.sluice.tabular.dataset.type.CellFormat;
import dev.sluice.tabular.dataset.type.Timestamps;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Dates, times and both: the named formats, and the patterns that cells suggest. */
final class TimeCandidates {
    /** The named formats. {@code any} of date-times also reads epoch numbers. */
    private static final List<FieldCandidate> NAMED = compiled(List.of(
            FieldCandidate.type("date"),
            FieldCandidate.type("time"),
            FieldCandidate.type("datetime", "any"),
            FieldCandidate.type("time", "any")));

    private static final FieldCandidate EPOCH = NAMED.get(2);
    private static final FieldCandidate HOUR =
            FieldCandidate.of(FieldCandidate.type("time", "%H")).orElseThrow();
    private static final FieldCandidate SERIAL = FieldCandidate.in(
            FieldCandidate.type("datetime", "any"),
            new CellFormat(null, null, List.of(CellFormat.SERIAL), null, Set.of(), Set.of()));

    /** Numbers of so many digits hardly are anything else, if they are plausible as such. */
    private static final int EPOCH_MILLIS_DIGITS = 13;

    private static final int MAX_SHAPES = 8;
    private static final int TRIED_CELLS = 100;
    private static final int ORDERED_CELLS = 2_000;
    private static final int LAST_HOUR = 23;
    private static final double MOST_STEPS = 0.9;
    private static final int FIRST_YEAR = 1990;
    private static final int LAST_YEAR = 2099;

    private TimeCandidates() {}

    static List<FieldCandidate> of(Set<String> cells) {
        List<FieldCandidate> all = new ArrayList<>(NAMED);
        all.addAll(patterns(cells));
        return all;
    }

    /**
     * Times that are whole numbers: epochs in a column with the name of a time, or of milliseconds, dates such as
     * 20261101, hours of the day, and days.
     */
    static List<FieldCandidate> ofNumbers(Column column, Set<String> cells) {
        String name = column.name();
        List<FieldCandidate> all = new ArrayList<>();
        if (areHours(column, cells)) {
            all.add(HOUR);
        }
        if (ColumnWords.namesYear(name)) {
            all.addAll(compiled(List.of(FieldCandidate.type("year"))));
        }
        // 2026110110 is an hour of 2026, if all others are such hours; as an epoch it is in 2034.
        for (FieldCandidate pattern : patterns(cells)) {
            if (cells.stream().allMatch(cell -> isPlausible(pattern.value(cell)))) {
                all.add(pattern);
            }
        }
        boolean named = ColumnWords.namesTime(name);
        if (named || cells.stream().allMatch(cell -> cell.length() == EPOCH_MILLIS_DIGITS)) {
            all.add(EPOCH);
        }
        if (named) {
            all.addAll(ofFractions(cells));
        }
        return all;
    }

    /** Whether whole numbers are hours of the day: by the column's name, or because they count from 0 to 23 again and again. */
    private static boolean areHours(Column column, Set<String> cells) {
        if (cells.size() < 2 || !cells.stream().allMatch(HOUR::reads)) {
            return false;
        }
        List<String> hours = column.cells();
        int steps = 0;
        int days = 0;
        for (int row = 1; row < hours.size(); row++) {
            boolean counted = cells.contains(hours.get(row - 1)) && cells.contains(hours.get(row));
            int step = counted ? Integer.parseInt(hours.get(row)) - Integer.parseInt(hours.get(row - 1)) : 0;
            steps += step == 1 ? 1 : 0;
            days += step == -LAST_HOUR ? 1 : 0;
        }
        return ColumnWords.namesHour(column.name()) || (days > 0 && steps + days >= MOST_STEPS * (hours.size() - 1));
    }

    /** A spreadsheet's numbers of days. */
    static List<FieldCandidate> ofFractions(Set<String> cells) {
        return cells.stream().allMatch(cell -> isPlausible(SERIAL.value(cell))) ? List.of(SERIAL) : List.of();
    }

    /**
     * The patterns in the order of their likelihood, if several read the same cells: rows mostly ascend in time, and
     * times are close to each other.
     */
    static List<FieldCandidate> likeliestFirst(List<FieldCandidate> equals, Column column) {
        List<Ranked> ranked = equals.stream().map(each -> rank(each, column)).toList();
        return ranked.stream()
                .sorted(Comparator.comparingInt(Ranked::steps).thenComparingLong(Ranked::span))
                .map(Ranked::candidate)
                .toList();
    }

    /** @param steps how often a time is before the one of the row above */
    private record Ranked(FieldCandidate candidate, int steps, long span) {}

    private static Ranked rank(FieldCandidate candidate, Column column) {
        int steps = 0;
        long last = Long.MIN_VALUE;
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (String cell :
                column.cells().subList(0, Math.min(ORDERED_CELLS, column.cells().size()))) {
            Object value = candidate.value(cell);
            if (value != null) {
                long at = ordinal(value);
                steps += at < last ? 1 : 0;
                last = at;
                min = Math.min(min, at);
                max = Math.max(max, at);
            }
        }
        return new Ranked(candidate, steps, max < min ? 0 : max - min);
    }

    private static long ordinal(Object value) {
        if (value instanceof LocalDate date) {
            return date.toEpochDay();
        }
        return value instanceof LocalTime time ? time.toNanoOfDay() : (Long) value;
    }

    private static boolean isPlausible(@Nullable Object value) {
        if (value instanceof LocalDate date) {
            return date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR;
        }
        return value instanceof Long micros
                && isPlausible(LocalDate.ofInstant(Timestamps.toInstant(micros), ZoneOffset.UTC));
    }

    private static List<FieldCandidate> patterns(Set<String> cells) {
        Set<String> shapes = new LinkedHashSet<>();
        Set<ObjectNode> patterns = new LinkedHashSet<>();
        for (String cell : cells.stream().limit(TRIED_CELLS).toList()) {
            if (shapes.size() < MAX_SHAPES && shapes.add(cell.replaceAll("[0-9]", "0"))) {
                patterns.addAll(TimePatterns.of(cell));
            }
        }
        return compiled(List.copyOf(patterns));
    }

    /** The first pattern that reads all of these cells, of which there is at least one. */
    static Optional<String> pattern(Set<String> cells) {
        return patterns(cells).stream()
                .filter(pattern -> !cells.isEmpty() && cells.stream().allMatch(pattern::reads))
                .map(pattern -> pattern.properties().path("format").asString(""))
                .findFirst();
    }

    private static List<FieldCandidate> compiled(List<ObjectNode> types) {
        List<FieldCandidate> all = new ArrayList<>();
        types.forEach(type -> FieldCandidate.of(type).ifPresent(all::add));
        return List.copyOf(all);
    }
}
