package dev.sluice.tabular.infer;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.type.CellFormat;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.infer.Suggestions.Candidate;
import dev.sluice.tabular.infer.type.ColumnType;
import dev.sluice.tabular.infer.type.ColumnWords;
import dev.sluice.tabular.infer.type.TypeFinder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameters of an upload that say how cells are written: notations of numbers and times, units, "no value". */
final class FormatCandidates {
    private static final int TRIED_CELLS = 100;

    private final Table table;
    private final Dataset dataset;
    private final ReadOptions asked;
    private final List<Candidate> candidates = new ArrayList<>();

    FormatCandidates(Table table, Dataset dataset, ReadOptions asked) {
        this.table = table;
        this.dataset = dataset;
        this.asked = asked;
    }

    /**
     * Finds the parameters.
     *
     * @param measured the columns that are measured
     * @param measure the column of the measure, or one for all of these; null if none is known
     * @param series the columns that might be series
     * @param time the column of the time, or null
     * @param timed whether the format of times is suggested already
     * @param wide whether each column is a series, in which an empty cell is no reading anyway
     */
    List<Candidate> find(
            List<ColumnType> measured,
            @Nullable ColumnType measure,
            List<ColumnType> series,
            @Nullable ColumnType time,
            boolean timed,
            boolean wide) {
        addUnits(measured);
        if (measure != null && measure.isNumber()) {
            addNotation(measure);
        }
        if (time != null) {
            addTimeFormat(time, timed);
        }
        if (measure != null) {
            addMissing(measure, series, wide);
        }
        return candidates;
    }

    private void addUnits(List<ColumnType> measured) {
        Set<String> units = new LinkedHashSet<>();
        List<String> names = new ArrayList<>();
        for (ColumnType column : measured) {
            Set<String> found = table.units().get(column.column());
            if (found != null) {
                units.addAll(found);
                names.add(column.name());
            }
        }
        if (!units.isEmpty()) {
            Set<String> all = new LinkedHashSet<>(asked.cells().units());
            all.addAll(units);
            boolean prices = units.stream().allMatch(unit -> unit.matches("\\p{Sc}"));
            candidates.add(new Candidate(
                    Map.of("unit", ReadOptions.record(List.copyOf(all))),
                    "the numbers of " + names.get(0) + (names.size() > 1 ? " and other columns" : "")
                            + (prices ? " are prices" : " have units behind them"),
                    false));
        }
    }

    private void addNotation(ColumnType measure) {
        String decimal = measure.properties().path("decimalChar").asString(".");
        String group = measure.properties().path("groupChar").asString("");
        if (group.equals(".") && decimal.equals(".")) {
            // Whole numbers such as 1.234.
            decimal = ",";
        }
        String reason = measure.share() + " of " + measure.name() + " look like " + measure.example() + measure.doubt();
        Map<String, String> parameters = notation(measure, decimal, group);
        if (!parameters.isEmpty()) {
            candidates.add(new Candidate(parameters, reason, false));
        }
    }

    /** The parameters for a notation, without those that the dataset has itself. */
    private Map<String, String> notation(ColumnType measure, String decimal, String group) {
        Map<String, String> grouped = group.isEmpty() ? Map.of() : Map.of("group", group);
        Map<String, String> all = new LinkedHashMap<>();
        all.put("decimal", decimal);
        all.putAll(grouped);
        return Stream.of(Map.<String, String>of(), grouped, Map.of("decimal", decimal), all)
                .filter(parameters -> reads(measure, parameters, Dataset::measure, true))
                .findFirst()
                .orElse(decimal.equals(".") ? grouped : all);
    }

    /** Whether the dataset reads the cells with these parameters; if asked for, as the same values. */
    private boolean reads(
            ColumnType column, Map<String, String> parameters, Function<Dataset, @Nullable Field> of, boolean same) {
        Map<String, String> values = new LinkedHashMap<>(asked.values());
        values.putAll(parameters);
        try {
            Field field = of.apply(ReadOptions.of(values).applyTo(dataset));
            return field != null
                    && column.column().counts().keySet().stream()
                            .filter(cell -> column.value(cell) != null)
                            .limit(TRIED_CELLS)
                            .allMatch(cell -> isRead(column.value(cell), field.parse(cell), same));
        } catch (IllegalArgumentException e) {
            // The parameters contradict each other.
            return false;
        }
    }

    private static boolean isRead(@Nullable Object expected, @Nullable Object found, boolean same) {
        if (found == null || found == Field.MISSING) {
            return false;
        }
        if (expected instanceof Number one && found instanceof Number two) {
            return !same || one.doubleValue() == two.doubleValue();
        }
        return true;
    }

    private void addTimeFormat(ColumnType time, boolean timed) {
        if (time.isSerial()) {
            candidates.add(new Candidate(
                    Map.of("time_format", CellFormat.SERIAL),
                    time.share() + " of " + time.name() + " are numbers such as " + time.example()
                            + ", as spreadsheets count days",
                    false));
        }
        if (!timed && !reads(time, Map.of(), Dataset::time, asked.cells().zone() == null)) {
            String pattern = time.pattern(TypeFinder.pattern(time).orElse(""));
            if (!pattern.isEmpty()) {
                // Otherwise it corrects what is read as another time.
                boolean valid = reads(time, Map.of(), Dataset::time, false);
                candidates.add(new Candidate(
                        Map.of("time_format", ReadOptions.record(List.of(pattern))),
                        time.share() + " of " + time.name() + " look like " + time.example() + time.doubt()
                                + zoneNote(table, asked, time),
                        valid));
            }
        }
        if (asked.cells().zone() == null) {
            table.zone(time)
                    .ifPresent(zone -> candidates.add(new Candidate(
                            Map.of("zone", zone.zone()),
                            zone.reason() + "; times without a zone are taken as UTC otherwise",
                            true)));
        }
    }

    /** That times without a zone are taken as UTC, unless a zone is known. */
    static String zoneNote(Table table, ReadOptions asked, ColumnType time) {
        boolean said = asked.cells().zone() != null
                || ColumnWords.namesUtc(time.name())
                || table.zone(time).isPresent();
        return time.isLocal() && !said ? "; without a zone they are taken as UTC: zone= says otherwise" : "";
    }

    private void addMissing(ColumnType measure, List<ColumnType> series, boolean wide) {
        Set<String> missing = new LinkedHashSet<>(measure.missing());
        series.forEach(column -> missing.addAll(column.missing()));
        missing.removeIf(ColumnWords::isState);
        int empty = wide || asked.cells().missing().contains("")
                ? 0
                : measure.column().count("");
        if (empty > 0) {
            missing.add("");
        }
        if (missing.isEmpty()) {
            return;
        }
        Set<String> all = new LinkedHashSet<>(asked.cells().missing());
        all.addAll(missing);
        // Numbers such as -999 are valid without it, and spoil the statistics.
        List<String> numbers = missing.stream()
                .filter(cell -> measure.field().parse(cell) instanceof Number)
                .toList();
        candidates.add(new Candidate(
                Map.of("missing", ReadOptions.record(List.copyOf(all))),
                standing(missing)
                        + (empty == 0 ? "" : "an empty cell means that there is no reading")
                        + (numbers.isEmpty() ? "" : "; otherwise " + String.join(", ", numbers) + " would be counted"),
                !numbers.isEmpty()));
    }

    private static String standing(Set<String> missing) {
        List<String> words = missing.stream().filter(word -> !word.isEmpty()).toList();
        return words.isEmpty()
                ? ""
                : String.join(", ", words) + (words.size() == 1 ? " stands" : " stand") + " where there is no value"
                        + (words.size() < missing.size() ? "; " : "");
    }
}
