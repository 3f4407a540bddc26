package dev.sluice.tabular.infer;

import dev.sluice.tabular.dataset.ColumnNames;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.header.FieldNames;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.header.ReadOptions.Layout;
import dev.sluice.tabular.infer.Suggestions.Candidate;
import dev.sluice.tabular.infer.type.Column;
import dev.sluice.tabular.infer.type.ColumnType;
import dev.sluice.tabular.infer.type.ColumnWords;
import dev.sluice.tabular.infer.type.DateParts;
import dev.sluice.tabular.infer.type.TimesOfDay;
import dev.sluice.tabular.infer.type.TypeFinder;
import dev.sluice.tabular.infer.type.ZoneCells;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameters of an upload with which a table might fit a dataset, from what its columns look like. */
final class OptionCandidates {
    private static final int MAX_SERIES_CHARS = 64;
    private static final int SHOWN_NAMES = 3;
    /** The share of rows that is worth a warning. */
    private static final double MANY_REPEATED = 0.05;

    private final Table table;
    private final String filename;
    private final Dataset dataset;
    private final ReadOptions asked;
    private final TypeFinder types;
    private final List<ColumnType> columns = new ArrayList<>();
    /** The columns that a field has already, by its name. */
    private final Map<String, ColumnType> taken = new HashMap<>();

    /** The other columns that form a field. */
    private final Set<ColumnType> joined = new HashSet<>();

    private final List<Candidate> candidates = new ArrayList<>();
    private @Nullable Roles roles;
    private @Nullable DateParts dateParts;
    private boolean wide;

    OptionCandidates(Table table, String filename, Dataset dataset, ReadOptions asked) {
        this.table = table;
        this.filename = filename;
        this.dataset = dataset;
        this.asked = asked;
        types = TypeFinder.of(table.columns(), table.delimiter());
        wide = asked.layout() == Layout.WIDE;
    }

    List<Candidate> find() {
        findColumns();
        addLines();
        if (table.header()) {
            addColumns();
        } else {
            add("header", "absent", "the first row has values, not names");
        }
        addFormats();
        return candidates;
    }

    private void findColumns() {
        FieldNames names = new FieldNames(dataset);
        long unnamed = table.columns().stream()
                .filter(column -> column.name().isEmpty())
                .count();
        Map<Field, List<ColumnType>> aliased = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            ColumnType type = types.find(column);
            // A name may be lacking, if that is the time's alone: map.FIELD= is its column.
            if (!column.name().isEmpty() || (unnamed == 1 && isOf(type, "datetime"))) {
                columns.add(type);
            }
            Optional<Field> own = names.byOwnName(column.name());
            own.ifPresent(field -> taken.putIfAbsent(field.name(), type));
            if (own.isEmpty()) {
                names.byAlias(column.name())
                        .ifPresent(field -> aliased.computeIfAbsent(field, first -> new ArrayList<>())
                                .add(type));
            }
        }
        if (columns.stream().noneMatch(column -> isOf(column, "datetime", "date"))) {
            DateParts.of(table.columns()).ifPresent(this::join);
        }
        aliased.forEach(this::takeAliased);
        asked.mapping().keySet().forEach(this::takeAsked);
        List<ColumnType> free =
                columns.stream().filter(column -> !isIgnored(column)).toList();
        try {
            roles = new RoleFinder(free, types, table.header()).find();
        } catch (NoProposalException e) {
            // No numbers: only lines and times can be suggested.
            roles = null;
        }
    }

    /** Takes the parts of dates for one column. */
    private void join(DateParts parts) {
        dateParts = parts;
        columns.removeIf(column -> parts.include(column.column()));
        columns.add(parts.joined());
    }

    /** The column, or the columns whose cells are joined. */
    private void takeAsked(String field) {
        for (List<String> names : List.of(List.of(asked.mapping().getOrDefault(field, "")), asked.columnsOf(field))) {
            List<ColumnType> found = names.stream()
                    .flatMap(name -> columns.stream()
                            .filter(column -> ColumnNames.key(column.name()).equals(ColumnNames.key(name)))
                            .limit(1))
                    .toList();
            if (found.size() == names.size()) {
                taken.put(field, found.get(0));
                joined.addAll(found.subList(1, found.size()));
                return;
            }
        }
    }

    /** A field's own name counts for more than its other names; of several such columns the client has to choose one. */
    private void takeAliased(Field field, List<ColumnType> found) {
        if (taken.containsKey(field.name())) {
            return;
        }
        ColumnType likeliest = found.stream()
                .filter(column -> field.equals(dataset.measure())
                        ? column.isNumber() && !RoleFinder.countsRows(column.column())
                        : !field.equals(dataset.time()) || isOf(column, "datetime", "date"))
                .findFirst()
                .orElse(found.get(0));
        taken.put(field.name(), likeliest);
        if (found.size() > 1 && !asked.mapping().containsKey(field.name())) {
            String others = found.stream()
                    .filter(column -> !column.equals(likeliest))
                    .map(ColumnType::name)
                    .collect(Collectors.joining(", "));
            add("map." + field.name(), likeliest.name(), others + " could be the column of " + field.name() + ", too");
        }
    }

    private boolean isIgnored(ColumnType column) {
        return asked.ignored().stream().anyMatch(name -> ColumnNames.key(name).equals(ColumnNames.key(column.name())));
    }

    private void addLines() {
        long before = table.linesBefore();
        if (before > 0) {
            add(
                    "skip",
                    Long.toString(before),
                    String.format(Locale.ROOT, "the table begins on line %d, behind other lines", before + 1)
                            + table.doubt());
        }
        if (table.comment() != null) {
            add(
                    "comment",
                    table.comment().toString(),
                    "some lines begin with " + table.comment() + ", and aren't rows");
        }
        if (table.unitRows() > 0) {
            add(
                    "skip_after_header",
                    Integer.toString(table.unitRows()),
                    table.unitRows() == 1
                            ? "the row behind the header row has no values, like a row of units"
                                    + (before == 0 ? table.doubt() : "")
                            : "the " + table.unitRows() + " rows behind the header row have no values, like units"
                                    + (before == 0 ? table.doubt() : ""));
        }
        if (asked.delimiter() == null || asked.delimiter() != table.delimiter()) {
            add(
                    "delimiter",
                    table.delimiter() == '\t' ? "tab" : String.valueOf(table.delimiter()),
                    "it separates " + table.columns().size() + " cells in most rows");
        }
    }

    private void addColumns() {
        Field time = dataset.time();
        if (time != null && (!isKnown(time) || isNoMoment(time))) {
            timeColumn().ifPresent(column -> addTime(time, column));
        }
        Field group = dataset.groupBy().get(0);
        if (!table.beyond().isEmpty()) {
            List<String> all = new ArrayList<>(asked.ignored());
            all.addAll(table.beyond());
            add(
                    "ignore",
                    ReadOptions.record(all),
                    "most rows end before " + table.beyond().get(0));
        }
        if (roles == null) {
            return;
        }
        boolean several = roles.series().size() > 1 && dataset.groupBy().size() == 1;
        if (wide || (several && !isKnown(group) && !isKnown(dataset.measure()))) {
            addWide(roles);
            return;
        }
        ColumnType known = taken.get(dataset.measure().name());
        if (!isKnown(dataset.measure())) {
            ColumnType measure = roles.wide() ? roles.series().get(0) : roles.measure();
            if (RoleFinder.countsRows(measure.column())) {
                // What is measured isn't written as numbers.
                return;
            }
            add(
                    "map." + dataset.measure().name(),
                    measure.name(),
                    measure.name() + " has numbers: " + measure.share() + leftOut(measure, roles));
            taken.put(dataset.measure().name(), measure);
        }
        if (dataset.groupBy().size() == 1 && !isKnown(group)) {
            addGroup(group, roles, known == null ? "" : leftOut(known, roles));
        }
    }

    /** The other columns of numbers, of which the statistics will know nothing. */
    private String leftOut(ColumnType measure, Roles found) {
        List<String> others = Stream.concat(found.series().stream(), found.others().stream())
                .filter(column -> !column.equals(measure)
                        && !taken.containsValue(column)
                        && !ColumnWords.namesPlace(column.name())
                        && !RoleFinder.countsRows(column.column()))
                .map(ColumnType::name)
                .distinct()
                .toList();
        if (others.isEmpty()) {
            return "";
        }
        return "; left out: " + shown(others)
                + (dataset.groupBy().size() == 1 ? " (layout=wide makes a series of each column)" : "");
    }

    private boolean isKnown(Field field) {
        return taken.containsKey(field.name()) || asked.constants().containsKey(field.name());
    }

    /** A column of the field's name may hold only a part of it, or something else such as a period. */
    private boolean isNoMoment(Field field) {
        ColumnType column = taken.get(field.name());
        return column != null
                && !isOf(column, "datetime", "date")
                && !asked.mapping().containsKey(field.name());
    }

    private Optional<ColumnType> timeColumn() {
        if (roles != null && roles.time() != null) {
            return Optional.of(roles.time());
        }
        return columns.stream()
                .filter(column -> isOf(column, "datetime", "date"))
                .findFirst();
    }

    private static String shown(ColumnType column) {
        return column.name().isEmpty() ? "the column without a name" : column.name();
    }

    private void addTime(Field field, ColumnType column) {
        TimesOfDay found = TimesOfDay.of(column, columns);
        ColumnType timeOfDay = found.column();
        taken.put(field.name(), column);
        if (dateParts != null && column.equals(dateParts.joined())) {
            addTime(field, dateParts, timeOfDay);
            return;
        }
        if (timeOfDay == null) {
            add(
                    "map." + field.name(),
                    column.name(),
                    shown(column) + " has times: " + column.share() + otherTimes(column)
                            + midnight(field, column, found.others())
                            + FormatCandidates.zoneNote(table, asked, column));
            return;
        }
        joined.add(timeOfDay);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("map." + field.name(), ReadOptions.record(List.of(column.name(), timeOfDay.name())));
        parameters.putAll(joinedFormat(field, column, timeOfDay));
        candidates.add(new Candidate(
                parameters,
                column.name() + " has dates and " + timeOfDay.name() + " times of day: " + column.share()
                        + column.doubt() + FormatCandidates.zoneNote(table, asked, column),
                false));
    }

    /** In the wide layout they are named among the columns that are ignored. */
    private String otherTimes(ColumnType column) {
        List<String> others = columns.stream()
                .filter(other -> !other.equals(column) && isOf(other, "datetime") && !isIgnored(other))
                .map(ColumnType::name)
                .toList();
        return others.isEmpty() || wide
                ? ""
                : "; " + shown(others) + (others.size() == 1 ? " has" : " have") + " times, too";
    }

    private void addTime(Field field, DateParts parts, @Nullable ColumnType timeOfDay) {
        List<String> names = new ArrayList<>(parts.names());
        String format = parts.joined().pattern("");
        if (timeOfDay != null) {
            joined.add(timeOfDay);
            names.add(timeOfDay.name());
            format += " " + timeOfDay.pattern(isoPattern(timeOfDay));
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("map." + field.name(), ReadOptions.record(names));
        parameters.put("time_format", ReadOptions.record(List.of(format)));
        candidates.add(new Candidate(
                parameters,
                String.join(", ", names) + " are the parts of times: "
                        + parts.joined().share()
                        + FormatCandidates.zoneNote(table, asked, parts.joined()),
                false));
    }

    /** The format of dates and times of day together, if the dataset doesn't read it. */
    private Map<String, String> joinedFormat(Field field, ColumnType date, ColumnType timeOfDay) {
        if (!date.hasPattern() && !timeOfDay.hasPattern() && readsJoined(field, date, timeOfDay)) {
            return Map.of();
        }
        String format = date.pattern("%Y-%m-%d") + " " + timeOfDay.pattern(isoPattern(timeOfDay));
        return Map.of("time_format", ReadOptions.record(List.of(format)));
    }

    /** That dates alone are at midnight, if other columns may have the times of day. */
    private String midnight(Field field, ColumnType column, List<ColumnType> times) {
        String mapping = "map." + field.name() + "=";
        if (!times.isEmpty()) {
            return "; " + times.stream().map(ColumnType::name).collect(Collectors.joining(" or "))
                    + " has times of day, which don't seem to be those of the rows, so all are at midnight: " + mapping
                    + ReadOptions.record(List.of(column.name(), times.get(0).name())) + " joins the two";
        }
        return columns.stream()
                .filter(other -> RoleFinder.isUnreadTime(other, column))
                .findFirst()
                .map(other -> "; all are at midnight, as " + other.name()
                        + " has no times of day that are understood, such as " + other.example()
                        + ": say with time_format= how they are written, and " + mapping
                        + ReadOptions.record(List.of(column.name(), other.name())))
                .orElse("");
    }

    /** Whether the dataset reads a date and a time of day of the sample together. */
    private static boolean readsJoined(Field field, ColumnType date, ColumnType timeOfDay) {
        return date.longest()
                .flatMap(day -> timeOfDay.longest().map(time -> field.parse(day + " " + time)))
                .isPresent();
    }

    private void addWide(Roles found) {
        boolean asks = asked.layout() == Layout.WIDE;
        List<ColumnType> series = series(found);
        Field group = dataset.groupBy().get(0);
        boolean grouped = grouping(found).size() == 1 && !isKnown(group);
        Map<String, Long> names = columns.stream()
                .collect(Collectors.groupingBy(column -> ColumnNames.key(column.name()), Collectors.counting()));
        List<String> others = columns.stream()
                .filter(column -> !column.equals(found.time()) && !isIgnored(column))
                .filter(column ->
                        !series.contains(column) || names.getOrDefault(ColumnNames.key(column.name()), 0L) > 1)
                .filter(column -> !taken.containsValue(column)
                        && !joined.contains(column)
                        && !(grouped && grouping(found).contains(column)))
                .map(ColumnType::name)
                .distinct()
                .toList();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("layout", "wide");
        StringBuilder reason = new StringBuilder(
                asks
                        ? series.size() + (series.size() == 1 ? " column has" : " columns have") + " measured values"
                        : "no column names a series, and " + series.size() + " have measured values");
        if (!others.isEmpty()) {
            Set<String> all = new LinkedHashSet<>(asked.ignored());
            all.addAll(table.beyond());
            all.addAll(others);
            parameters.put("ignore", ReadOptions.record(List.copyOf(all)));
            reason.append("; ignored: ").append(whyIgnored(others, names));
            series.stream()
                    .map(ColumnType::name)
                    .filter(others::contains)
                    .findFirst()
                    .ifPresent(name -> reason.append("; to read the columns that are called ")
                            .append(name)
                            .append(", name them apart in the file"));
            columns.stream()
                    .filter(column -> others.contains(column.name()) && mayNameSeries(column))
                    .findFirst()
                    .filter(column -> !grouped)
                    .ifPresent(column -> reason.append("; map.")
                            .append(group.name())
                            .append('=')
                            .append(column.name())
                            .append(" makes its texts a part of the names"));
        }
        if (grouped) {
            String name = grouping(found).get(0).name();
            parameters.put("map." + group.name(), name);
            reason.append("; ").append(name).append(" names series");
        }
        reason.append(repeated(found));
        if (!asks || !others.isEmpty() || grouped) {
            candidates.add(new Candidate(parameters, reason.toString(), false));
        }
        taken.put(dataset.measure().name(), asks ? together(series).orElse(found.measure()) : found.measure());
        wide = true;
    }

    /** The columns that are no series, by the reasons. */
    private String whyIgnored(List<String> others, Map<String, Long> names) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (String name : others) {
            ColumnType column = columns.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            String why = names.getOrDefault(ColumnNames.key(name), 0L) > 1
                    ? "the name of several columns"
                    : isOf(column, "datetime", "date", "time")
                            ? "a further time"
                            : !column.isNumber()
                                    ? "no numbers"
                                    : RoleFinder.countsRows(column.column()) ? "counts rows" : "no measured values";
            byReason.computeIfAbsent(why, first -> new ArrayList<>()).add(name);
        }
        return byReason.entrySet().stream()
                .map(each -> shown(each.getValue()) + " (" + each.getKey() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String shown(List<String> names) {
        String further = names.size() > SHOWN_NAMES ? " and " + (names.size() - SHOWN_NAMES) + " more" : "";
        return String.join(", ", names.subList(0, Math.min(SHOWN_NAMES, names.size()))) + further;
    }

    /** Why nothing may be suggested, and what helps then, as sentences without their ends. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        Field group = dataset.groupBy().get(0);
        List<ColumnType> names = roles == null ? List.of() : grouping(roles);
        if (names.size() > 1 && !wide && !isKnown(group)) {
            notes.add(names.stream().map(ColumnType::name).collect(Collectors.joining(" and "))
                    + " name series only together, and map." + group.name()
                    + " takes one column: ./sluice datasets infer proposes a dataset that groups by all of them");
        }
        if (!table.doubt().isEmpty()) {
            notes.add(table.doubt().substring("; ".length()));
        }
        return notes;
    }

    /** What all cells of these columns are. */
    private Optional<ColumnType> together(List<ColumnType> series) {
        List<String> cells = series.stream()
                .flatMap(column -> column.column().cells().stream())
                .toList();
        return Optional.of(types.find(new Column("value", cells))).filter(ColumnType::isNumber);
    }

    /** Who asks for the wide layout has each column of numbers in mind. */
    private List<ColumnType> series(Roles found) {
        return asked.layout() == Layout.WIDE
                ? columns.stream()
                        .filter(column -> column.isNumber() && !found.groupBy().contains(column))
                        .toList()
                : found.series();
    }

    /** The pattern of times of day such as 10:00 or 10:00:00.5. */
    private static String isoPattern(ColumnType timeOfDay) {
        String cell = timeOfDay.longest().orElse("");
        int colons = cell.length() - cell.replace(":", "").length();
        return colons < 2 ? "%H:%M" : cell.indexOf('.') < 0 ? "%H:%M:%S" : "%H:%M:%S.%f";
    }

    /** Where several columns name series together, none of them alone does: rows of different series would be one. */
    private void addGroup(Field group, Roles found, String note) {
        List<ColumnType> names = grouping(found);
        List<ColumnType> others = columns.stream().filter(this::mayNameSeries).toList();
        boolean shared = found.repeated() > table.rows() * MANY_REPEATED;
        if (names.size() > 1 || (names.isEmpty() && !others.isEmpty() && shared)) {
            return;
        }
        if (names.isEmpty()) {
            String choice = others.isEmpty()
                    ? ""
                    : "; if one does, map." + group.name() + "= names it: "
                            + others.stream().map(ColumnType::name).collect(Collectors.joining(" or "));
            add(
                    "set." + group.name(),
                    series(),
                    "no column names a series" + (others.isEmpty() ? "" : " for certain") + ", so all rows are of one"
                            + choice + repeated(found) + note);
            return;
        }
        ColumnType column = names.get(0);
        add(
                "map." + group.name(),
                column.name(),
                String.format(
                                Locale.ROOT,
                                "%s names series: %,d in %,d rows",
                                column.name(),
                                column.column().counts().size(),
                                column.column().cells().size())
                        + repeated(found)
                        + note);
    }

    /** The columns that name series here, where a file has one of them: not those that are the same in all rows. */
    private static List<ColumnType> grouping(Roles found) {
        List<ColumnType> several = found.groupBy().stream()
                .filter(column -> column.column().counts().size() > 1)
                .toList();
        return several.size() == 1 ? several : found.groupBy();
    }

    private boolean mayNameSeries(ColumnType column) {
        return column.type().equals("string")
                && !taken.containsValue(column)
                && !ColumnWords.namesRemark(column.name())
                && !ColumnWords.namesTime(column.name())
                && !ColumnWords.namesZone(column.name())
                && !ZoneCells.areZones(column.column())
                && column.values() * 2 >= table.rows()
                && column.column().counts().size() > 1;
    }

    /** That rows of several series may be counted as one. */
    private String repeated(Roles found) {
        return found.repeated() <= table.rows() * MANY_REPEATED
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; %,d rows have the time of another one of the same series, so several series may be counted as one",
                        found.repeated());
    }

    /** The file's name without its endings. */
    private String series() {
        String name =
                filename.replaceFirst("(?:\\.[A-Za-z]{2,4})?(?:\\.gz)?$", "").strip();
        String cut = name.substring(0, Math.min(MAX_SERIES_CHARS, name.length()));
        return cut.isEmpty() || cut.equals("upload") ? "sensor-1" : cut;
    }

    private void addFormats() {
        ColumnType measure = taken.get(dataset.measure().name());
        ColumnType time =
                dataset.time() == null ? null : taken.get(dataset.time().name());
        List<ColumnType> series = roles == null ? List.of() : wide ? series(roles) : roles.series();
        List<ColumnType> measured = columns.stream()
                .filter(column -> column.equals(measure) || (wide && series.contains(column)))
                .toList();
        addAskedFormat(time);
        boolean timed = !joined.isEmpty()
                || candidates.stream().anyMatch(each -> each.parameters().containsKey("time_format"));
        candidates.addAll(
                new FormatCandidates(table, dataset, asked).find(measured, measure, series, time, timed, wide));
    }

    /** The format of dates and times of day that the client joins. */
    private void addAskedFormat(@Nullable ColumnType date) {
        Field time = dataset.time();
        ColumnType timeOfDay = joined.size() == 1 ? joined.iterator().next() : null;
        if (time != null
                && date != null
                && timeOfDay != null
                && asked.mapping().containsKey(time.name())
                && isOf(date, "date")
                && isOf(timeOfDay, "time")) {
            joinedFormat(time, date, timeOfDay)
                    .forEach((name, format) -> add(
                            name,
                            format,
                            date.name() + " and " + timeOfDay.name() + " look like " + date.example() + " and "
                                    + timeOfDay.example() + date.doubt()));
        }
    }

    private void add(String parameter, String value, String reason) {
        candidates.add(new Candidate(Map.of(parameter, value), reason, false));
    }

    private static boolean isOf(ColumnType column, String... types) {
        return Set.of(types).contains(column.type());
    }
}
