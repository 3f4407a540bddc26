package dev.sluice.tabular.infer;

import dev.sluice.tabular.infer.type.Column;
import dev.sluice.tabular.infer.type.ColumnType;
import dev.sluice.tabular.infer.type.ColumnWords;
import dev.sluice.tabular.infer.type.TimesOfDay;
import dev.sluice.tabular.infer.type.TypeFinder;
import dev.sluice.tabular.infer.type.ZoneCells;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to group by, what to measure and which column is the time.
 *
 * <p>A series is named by columns of few distinct texts, such that it has at most one row of each time, as far as the
 * columns allow. Where several columns are measured at the same times and none names a series, each of them is one: the
 * wide layout.
 */
final class RoleFinder {
    private static final int MAX_NOTES = 5;
    private static final int MAX_GROUP_CHARS = 256;
    private static final int MAX_GROUPS = 3;
    /** In a sample of fewer rows each row may be another series. */
    private static final int FEW_ROWS = 20;
    /** The share of rows of the same time and series that calls for another column to group by. */
    private static final double MANY_REPEATED = 0.05;
    /** The share of these that may remain with a column that names series, maybe together with another one. */
    private static final double STILL_REPEATED = 0.8;
    /** The share of rows that a series has at most if its texts take turns. */
    private static final double MOST_OF_ONE = 0.7;
    /** Where clocks are set back, or rows are sent twice, a few times repeat. */
    private static final double FEW_REPEATED = 0.01;
    /** How often each number of a code occurs, on average. */
    private static final int REPEATS = 10;

    private static final Pattern TIME_OF_DAY = Pattern.compile("^[0-2]?[0-9]:[0-5][0-9](?![0-9])");
    /** The share of rows that make a column one of values, or one that numbers the rows. */
    private static final double MOST = 0.9;

    /** By how much of a step the steps of an even rise may differ. */
    private static final double EVENLY = 0.1;

    private final List<ColumnType> columns;
    private final TypeFinder types;
    private final boolean header;
    private final int rows;
    private final @Nullable ColumnType time;
    /** In a column apart, if the time is a date alone; or null. */
    private final @Nullable ColumnType timeOfDay;

    /** The number of rows whose time another row has already. */
    private final int without;

    /**
     * @param columns those that may be fields
     * @param header whether columns have names that can be series
     */
    RoleFinder(List<ColumnType> columns, TypeFinder types, boolean header) {
        this.columns = columns;
        this.types = types;
        this.header = header;
        rows = columns.isEmpty() ? 0 : columns.get(0).column().cells().size();
        time = columns.stream()
                .filter(column -> Set.of("datetime", "date").contains(column.type()) && column.values() > 0)
                .min(Comparator.comparing((ColumnType column) -> ColumnWords.namesBookkeeping(column.name()))
                        .thenComparing(column -> !column.isComplete())
                        .thenComparing(column -> ColumnWords.namesBound(column.name()))
                        .thenComparing(column -> ColumnWords.namesEnd(column.name()))
                        .thenComparing(column -> column.column().counts().size() == 1)
                        .thenComparing(column -> !column.type().equals("datetime"))
                        .thenComparing(column -> !ColumnWords.namesUtc(column.name())))
                .orElse(null);
        timeOfDay = TimesOfDay.of(time, columns).column();
        without = repeated(List.of());
    }

    /** @throws NoProposalException if there is nothing to measure */
    Roles find() throws NoProposalException {
        List<ColumnType> numbers = columns.stream().filter(ColumnType::isNumber).toList();
        if (numbers.isEmpty()) {
            String nearly = columns.stream()
                    .filter(column -> column.type().equals("string"))
                    .flatMap(column -> column.notes().stream().map(note -> "; " + column.name() + ": " + note))
                    .limit(MAX_NOTES)
                    .collect(Collectors.joining());
            throw new NoProposalException("expected a column of numbers, which could be measured, found none" + nearly);
        }
        List<ColumnType> candidates = groupCandidates();
        boolean named = candidates.stream().anyMatch(column -> ColumnWords.namesSeries(column.name()));
        List<ColumnType> measures = measures(numbers, candidates);
        boolean several = measures.size() > 1 && time != null && without <= rows * FEW_REPEATED;
        List<ColumnType> groups = named || !(several && header) ? groups(candidates) : List.of();
        if (groups.isEmpty() && !(header && (several || measures.size() > 1))) {
            groups = groups(fewRows());
        }
        return groups.isEmpty() && header ? wide(measures) : grouped(groups, numbers);
    }

    private Roles grouped(List<ColumnType> groups, List<ColumnType> numbers) throws NoProposalException {
        List<ColumnType> measures = measures(numbers, groups);
        if (measures.isEmpty()) {
            throw new NoProposalException("expected a column of numbers beside the one that names the series, "
                    + groups.get(0).name() + ", found none");
        }
        List<ColumnType> others = measures.subList(1, measures.size());
        List<String> notes =
                others.isEmpty() || ColumnWords.namesTime(others.get(0).name())
                        ? List.of()
                        : List.of("one column is measured; for another, such as "
                                + others.get(0).name() + ", change measure in a copy of the document");
        return new Roles(groups, measures.get(0), List.of(), time, repeated(groups), others, notes);
    }

    private Roles wide(List<ColumnType> measures) {
        List<String> cells = new ArrayList<>();
        measures.forEach(measure -> cells.addAll(measure.column().cells()));
        ColumnType all = types.find(new Column("value", cells));
        ColumnType measure = all.isNumber() ? all : measures.get(0);
        List<String> notes = elapsed().stream()
                .map(column -> column.name() + " rises evenly from row to row, such as seconds since a start, which"
                        + " no option and no document reads as times: write a column of dates and times into the file")
                .toList();
        return new Roles(List.of(), measure, measures, time, without, List.of(), notes);
    }

    /** The columns of numbers that aren't in another role, the best to measure first; never empty unless all are. */
    private List<ColumnType> measures(List<ColumnType> numbers, List<ColumnType> groups) {
        List<ColumnType> others =
                numbers.stream().filter(number -> !groups.contains(number)).toList();
        // A flag of the row, such as an alarm, isn't measured unless there is nothing else; a direction may be.
        List<ColumnType> values = others.stream()
                .filter(number -> !ColumnWords.namesFlag(number.name()))
                .toList();
        List<ColumnType> free = values.isEmpty() ? others : values;
        List<ColumnType> elapsed = elapsed();
        List<ColumnType> counted = free.stream()
                .filter(number -> !countsRows(number.column()) && !elapsed.contains(number))
                .toList();
        List<ColumnType> best = counted.isEmpty() ? free : counted;
        return best.stream()
                .map(column -> Map.entry(column, rank(column)))
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The lower, the likelier the column is what is measured. */
    private int rank(ColumnType column) {
        return (ColumnWords.namesValue(column.name()) ? 0 : 8)
                + (ColumnWords.namesPlace(column.name()) ? 16 : 0)
                + sameness(column)
                + (column.type().equals("number") ? 0 : 2)
                + (column.values() >= rows * MOST ? 0 : 3)
                + (column.values() * 2 > rows ? 0 : 32)
                + (ColumnWords.namesTime(column.name()) ? 64 : 0);
    }

    /** The first column, if there are no times and it may hold seconds since a start: its values rise by the same step. */
    private List<ColumnType> elapsed() {
        ColumnType first = columns.get(0);
        if (time != null || !first.isNumber() || !first.isComplete() || rows < FEW_ROWS) {
            return List.of();
        }
        double step = number(first, 1) - number(first, 0);
        int steps = 0;
        for (int row = 1; row < rows; row++) {
            steps += Math.abs(number(first, row) - number(first, row - 1) - step) <= step * EVENLY ? 1 : 0;
        }
        return step > 0 && steps >= MOST * (rows - 1) ? List.of(first) : List.of();
    }

    private static double number(ColumnType column, int row) {
        return column.value(cell(column, row)) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** The more often the same few numbers are repeated, the likelier they are a code. */
    private int sameness(ColumnType column) {
        int distinct = column.column().counts().size();
        boolean named = ColumnWords.namesValue(column.name());
        if (distinct == 1) {
            return named ? 4 : 12;
        }
        return !named && column.type().equals("integer") && distinct * REPEATS <= rows ? 6 : 0;
    }

    /** Columns of texts, or of ids that are whole numbers, each of which occurs in several rows. */
    private List<ColumnType> groupCandidates() {
        return columns.stream()
                .filter(column -> isName(column)
                        && (column.column().counts().size() * 2 <= Math.max(2, rows)
                                || (ColumnWords.namesSensor(column.name()) && rows < FEW_ROWS)))
                .filter(column -> !column.type().equals("integer") || !countsRows(column.column()))
                .toList();
    }

    /** Of a few rows each may have another name. */
    private List<ColumnType> fewRows() {
        return rows < FEW_ROWS ? columns.stream().filter(this::isName).toList() : List.of();
    }

    private boolean isName(ColumnType column) {
        boolean ofNames = column.type().equals("string")
                || (column.type().equals("integer") && ColumnWords.namesSeries(column.name()));
        return ofNames
                && isCompleteInRowsOfATime(column)
                && !isUnreadTime(column, time)
                && !ColumnWords.namesRemark(column.name())
                && !ColumnWords.namesZone(column.name())
                && !ZoneCells.areZones(column.column())
                && (ColumnWords.namesSeries(column.name()) || distinguishes(column))
                && (!column.hasNoValues() || ColumnWords.namesSeries(column.name()))
                && column.column().counts().keySet().stream().allMatch(cell -> cell.length() <= MAX_GROUP_CHARS);
    }

    /**
     * Whether texts under a name that says nothing of them name series: rows of the same time have different ones, or else
     * they take turns. A state, such as a quality, lasts for several rows or is nearly always the same.
     */
    private boolean distinguishes(ColumnType column) {
        Map<String, Integer> counts = column.column().counts();
        if (time == null || rows < FEW_ROWS) {
            return true;
        }
        if (counts.size() == 1) {
            // The sample may be of one series, of an id that more rows have.
            return counts.keySet().iterator().next().chars().anyMatch(Character::isDigit);
        }
        if (without > rows * MANY_REPEATED) {
            return repeated(List.of(column)) <= without * STILL_REPEATED;
        }
        int turns = 0;
        for (int row = 1; row < rows; row++) {
            turns += cell(column, row).equals(cell(column, row - 1)) ? 0 : 1;
        }
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return turns * 2 >= rows - 1 && most <= rows * MOST_OF_ONE;
    }

    /** Whether the column may have the times of day of dates alone, but in no known format. */
    static boolean isUnreadTime(ColumnType column, @Nullable ColumnType time) {
        return time != null
                && time.type().equals("date")
                && !column.equals(time)
                && (column.type().equals("string") || column.isNumber())
                && column.values() > 0
                && (ColumnWords.namesTimeOfDay(column.name()) || looksLikeTimes(column.column()));
    }

    private static boolean looksLikeTimes(Column column) {
        long times = column.counts().keySet().stream()
                .filter(cell -> TIME_OF_DAY.matcher(cell).find())
                .count();
        return times * 2 > column.counts().size();
    }

    /** Rows without a time, such as averages below a table, need no series. */
    private boolean isCompleteInRowsOfATime(ColumnType column) {
        return column.isComplete()
                || (time != null
                        && IntStream.range(0, rows)
                                .allMatch(row -> column.value(cell(column, row)) != null
                                        || time.value(cell(time, row)) == null));
    }

    private static String cell(ColumnType column, int row) {
        return column.column().cells().get(row);
    }

    /** The columns to group by: the one that names series best, and those that distinguish rows of the same time. */
    private List<ColumnType> groups(List<ColumnType> candidates) {
        List<ColumnType> groups = new ArrayList<>();
        int repeated = rows;
        while (groups.size() < MAX_GROUPS && (groups.isEmpty() || (time != null && repeated > rows * MANY_REPEATED))) {
            Optional<ColumnType> next = Stream.concat(
                            candidates.stream(), groups.isEmpty() ? Stream.empty() : codes(groups).stream())
                    .filter(column -> !groups.contains(column))
                    .min(Comparator.comparingInt((ColumnType column) -> repeatedWith(groups, column))
                            .thenComparing(column -> !ColumnWords.namesSeries(column.name()))
                            .thenComparing(column -> column.column().counts().size() == 1)
                            .thenComparing(column -> time == null
                                    ? -column.column().counts().size()
                                    : column.column().counts().size()));
            if (next.isEmpty() || (!groups.isEmpty() && repeatedWith(groups, next.get()) * 2 > repeated)) {
                break;
            }
            groups.add(next.get());
            repeated = repeated(groups);
        }
        return groups;
    }

    /** Columns of few whole numbers under any name with which rows of the same time are of different series at last. */
    private List<ColumnType> codes(List<ColumnType> groups) {
        return columns.stream()
                .filter(column -> rows >= FEW_ROWS
                        && column.type().equals("integer")
                        && column.isComplete()
                        && column.column().counts().size() > 1
                        && column.column().counts().size() * REPEATS <= rows
                        && !ColumnWords.namesValue(column.name())
                        && !ColumnWords.namesFlag(column.name())
                        && repeatedWith(groups, column) <= rows * FEW_REPEATED)
                .toList();
    }

    private int repeatedWith(List<ColumnType> groups, ColumnType another) {
        List<ColumnType> all = new ArrayList<>(groups);
        all.add(another);
        return repeated(all);
    }

    /** The number of rows whose time a row of the same series has already; none without times. */
    private int repeated(List<ColumnType> groups) {
        if (time == null) {
            return 0;
        }
        Set<List<String>> seen = new HashSet<>();
        int repeated = 0;
        for (int row = 0; row < rows; row++) {
            List<String> key = new ArrayList<>();
            key.add(time.column().cells().get(row));
            if (timeOfDay != null) {
                key.add(timeOfDay.column().cells().get(row));
            }
            for (ColumnType group : groups) {
                key.add(group.column().cells().get(row));
            }
            repeated += seen.add(key) ? 0 : 1;
        }
        return repeated;
    }

    /** Whether the column numbers the rows. */
    static boolean countsRows(Column column) {
        int steps = 0;
        List<String> cells = column.cells();
        for (int row = 1; row < cells.size(); row++) {
            steps += isNext(cells.get(row - 1), cells.get(row)) ? 1 : 0;
        }
        return cells.size() > 2 && steps >= MOST * (cells.size() - 1);
    }

    private static boolean isNext(String before, String cell) {
        return before.matches("[0-9]{1,18}")
                && cell.matches("[0-9]{1,18}")
                && Long.parseLong(cell) == Long.parseLong(before) + 1;
    }
}
