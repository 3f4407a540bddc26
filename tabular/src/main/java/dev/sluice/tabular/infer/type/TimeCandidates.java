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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** The order of a date's parts, as names of columns have it in English, German, French and the like. */
    private static final Pattern ORDER = Pattern.compile(
            "(?<!\\p{L})(d{1,2}|m{1,2}|y{2,4}|t{1,2}|j{2,4}|a{2,4})[./ -](d{1,2}|m{1,2}|t{1,2}|j{1,2})[./ -]"
                    + "(d{1,2}|m{1,2}|t{1,2}|y{2,4}|j{1,4}|a{2,4})(?!\\p{L})",
            Pattern.CASE_INSENSITIVE);

    private static final Map<String, String> PARTS = Map.of("d", "d", "t", "d", "m", "m", "y", "y", "j", "y", "a", "y");
    private static final Pattern END_OF_DAY = Pattern.compile("24(?::?00)*");

    private static final int MAX_SHAPES = 8;
    private static final int TRIED_CELLS = 100;
    private static final int ORDERED_CELLS = 2_000;
    private static final int LAST_HOUR = 23;
    private static final double MOST_STEPS = 0.9;
    /** By how much of a step the steps of an even rise may differ. */
    private static final double EVENLY = 0.1;

    private static final int MIN_EPOCHS = 5;
    private static final int FIRST_RECENT_YEAR = 2000;
    private static final int LAST_RECENT_YEAR = 2040;
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
        if (named || cells.stream().allMatch(cell -> cell.length() == EPOCH_MILLIS_DIGITS) || areEpochs(column)) {
            all.add(EPOCH);
        }
        if (named) {
            all.addAll(ofFractions(cells));
        }
        return all;
    }

    /** Whether numbers are seconds, milliseconds or the like since 1970, of our time, that rise or fall evenly. */
    static boolean areEpochs(Column column) {
        List<Double> times = new ArrayList<>();
        for (String cell : column.cells()) {
            Object value = cell.isEmpty() ? null : EPOCH.value(cell);
            if (!cell.isEmpty() && !(value instanceof Long micros && isRecent(micros))) {
                return false;
            }
            if (value instanceof Long micros) {
                times.add((double) micros);
            }
        }
        int even = 0;
        double step = times.size() < 2 ? 0 : times.get(1) - times.get(0);
        for (int i = 1; i < times.size(); i++) {
            even += Math.abs(times.get(i) - times.get(i - 1) - step) <= Math.abs(step) * EVENLY ? 1 : 0;
        }
        return step != 0 && times.size() >= MIN_EPOCHS && even >= MOST_STEPS * (times.size() - 1);
    }

    private static boolean isRecent(long micros) {
        int year = LocalDate.ofInstant(Timestamps.toInstant(micros), ZoneOffset.UTC)
                .getYear();
        return year >= FIRST_RECENT_YEAR && year <= LAST_RECENT_YEAR;
    }

    /** Whether whole numbers are hours of the day: by the column's name, or because they count from 0 to 23 again and again. */
    private static boolean areHours(Column column, Set<String> cells) {
        if (cells.size() < 2 || !cells.stream().allMatch(cell -> HOUR.reads(cell) || isEndOfDay(cell))) {
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

    /** Whether a cell is the hour 24, in which some days end. */
    static boolean isEndOfDay(String cell) {
        return END_OF_DAY.matcher(cell).matches();
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
        List<FieldCandidate> said =
                equals.stream().filter(each -> isInOrder(each, column.name())).toList();
        List<Ranked> ranked = (said.isEmpty() ? equals : said)
                .stream().map(each -> rank(each, column)).toList();
        return ranked.stream()
                .sorted(Comparator.comparingInt(Ranked::steps).thenComparingLong(Ranked::span))
                .map(Ranked::candidate)
                .toList();
    }

    /** Whether a pattern has the parts of a date in the order that a column's name says, such as {@code Time (DD/MM/YYYY)}. */
    private static boolean isInOrder(FieldCandidate candidate, String name) {
        Matcher order = ORDER.matcher(name);
        String parts = candidate.properties().path("format").asString("").replaceAll("[^dmyY]", "");
        return order.find()
                && parts.equalsIgnoreCase(Stream.of(order.group(1), order.group(2), order.group(3))
                        .map(part -> PARTS.getOrDefault(part.substring(0, 1).toLowerCase(Locale.ROOT), ""))
                        .collect(Collectors.joining()));
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
