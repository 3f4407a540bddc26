package dev.sluice.tabular.infer.type;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.sluice.tabular.text.FoundText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the type of a column by trying: the candidate that reads most cells, if it reads nearly all of them. Where
 * several read the same cells, the order of the candidates decides, and a note says what the others would have read.
 */
public final class TypeFinder {
    /** The share of values that a type must read; the others are faults of the file. */
    private static final double MOST = 0.95;
    /** Where the other values are a few words without digits, these mean "no value". */
    private static final double WITH_WORDS = 0.5;

    private static final int MAX_WORDS = 3;
    /** Where the others are values, too, with a flag behind them. */
    private static final double WITH_FLAGS = 0.6;

    private static final Pattern FLAG = Pattern.compile("(?<=[0-9]) ?[\\p{L}*]$");
    /** A candidate that reads none of the first cells isn't tried on the others. */
    private static final int SCREENED = 50;
    /** At most so many distinct cells are tried, spread over the column. */
    private static final int MAX_TRIED = 3_000;
    /** Numbers with leading zeros are ids or codes. */
    private static final Pattern CODE = Pattern.compile("0[0-9]+");

    private static final Pattern WITH_UNIT = Pattern.compile("[+-]?[0-9]+(?:[.,][0-9]+)? ?[\\p{L}°%/²³]{1,8}");
    private static final Pattern DIGITS = Pattern.compile("[0-9.]+");
    private static final Pattern DIGIT = Pattern.compile("[0-9]");
    /** Of a text: no value, and no name either. */
    private static final Pattern MARK = Pattern.compile("[-–—?*.]+");

    private static final Pattern ZONED = Pattern.compile(".*(?:Z|z|UTC|GMT|:[0-9.,]+ ?[+-][0-9:]{2,5})");
    private static final FieldCandidate STRING =
            FieldCandidate.of(FieldCandidate.type("string")).orElseThrow();

    private final boolean commaFirst;
    /** Whether the notation of the file's numbers is beyond doubt. */
    private final boolean decided;
    /** A header row in the middle of a file has no values, and its names don't mean "no value". */
    private final Set<String> names;

    private TypeFinder(boolean commaFirst, boolean decided, Set<String> names) {
        this.commaFirst = commaFirst;
        this.decided = decided;
        this.names = names;
    }

    /** A finder for the columns of one file, in which all numbers have the same notation where they leave a choice. */
    public static TypeFinder of(Collection<Column> columns, char delimiter) {
        NumberCandidates.Fractions fractions = NumberCandidates.Fractions.of(columns);
        return new TypeFinder(
                fractions.commaFirst(delimiter),
                fractions.decide(),
                columns.stream().map(Column::name).collect(toSet()));
    }

    /** The type of the column; a string if it is no other. */
    public ColumnType find(Column column) {
        Map<String, Integer> values = column.counts().entrySet().stream()
                .filter(cell -> !cell.getKey().isEmpty() && !NoValues.isWord(cell.getKey()))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
        if (values.isEmpty()) {
            return string(column, List.of());
        }
        Optional<FieldCandidate> truth = BooleanCandidates.of(values.keySet());
        if (truth.isPresent()) {
            return result(new Attempt(truth.get(), count(values)), List.of(), column, values);
        }
        Map<String, Integer> tried = spread(values);
        boolean codes =
                values.keySet().stream().anyMatch(cell -> CODE.matcher(cell).matches());
        List<Attempt> numbers = codes ? List.of() : attempts(NumberCandidates.of(commaFirst), tried);
        boolean flags = !ColumnWords.namesSeries(column.name());
        if (!numbers.isEmpty() && (isEnough(numbers.get(0), tried) || (flags && isFlagged(numbers.get(0), tried)))) {
            return number(numbers, column, values, tried);
        }
        return timeOrString(numbers, column, values, tried);
    }

    /** A strptime pattern of a column's dates or times, if there is one. */
    public static Optional<String> pattern(ColumnType column) {
        return TimeCandidates.pattern(column.column().counts().keySet().stream()
                .filter(cell -> column.value(cell) != null)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private static Map<String, Integer> spread(Map<String, Integer> values) {
        if (values.size() <= MAX_TRIED) {
            return values;
        }
        Map<String, Integer> tried = new LinkedHashMap<>();
        double step = (double) values.size() / MAX_TRIED;
        int at = 0;
        for (Map.Entry<String, Integer> value : values.entrySet()) {
            if (at++ >= tried.size() * step) {
                tried.put(value.getKey(), value.getValue());
            }
        }
        return tried;
    }

    /** @param read the number of cells that are read */
    private record Attempt(FieldCandidate type, int read) {}

    /** Numbers may be times, where all of them are and the column's name or their number of digits says so. */
    private ColumnType number(
            List<Attempt> numbers, Column column, Map<String, Integer> values, Map<String, Integer> tried) {
        boolean whole = numbers.get(0).type().field().type().equals("integer");
        List<FieldCandidate> candidates = whole
                ? TimeCandidates.ofNumbers(column, values.keySet())
                : ColumnWords.namesTime(column.name()) || TimeCandidates.areEpochs(column)
                        ? ofFractions(values.keySet())
                        : List.of();
        List<Attempt> times = attempts(candidates, tried);
        int ends = tried.entrySet().stream()
                .filter(cell -> TimeCandidates.isEndOfDay(cell.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
        boolean time = !times.isEmpty()
                && (times.get(0).read() == count(tried)
                        || (times.get(0).type().field().type().equals("time")
                                && times.get(0).read() + ends == count(tried)));
        List<Attempt> best = time ? times : numbers;
        return result(best.get(0), best.subList(1, best.size()), column, values);
    }

    private static List<FieldCandidate> ofFractions(Set<String> cells) {
        List<FieldCandidate> all = new ArrayList<>(TimeCandidates.of(cells));
        all.addAll(TimeCandidates.ofFractions(cells));
        return all;
    }

    private ColumnType timeOrString(
            List<Attempt> numbers, Column column, Map<String, Integer> values, Map<String, Integer> tried) {
        List<Attempt> times = attempts(TimeCandidates.of(values.keySet()), tried);
        if (!times.isEmpty() && isEnough(times.get(0), tried)) {
            int most = times.get(0).read();
            List<FieldCandidate> equals = times.stream()
                    .filter(attempt -> attempt.read() == most)
                    .map(Attempt::type)
                    .toList();
            List<Attempt> ranked = TimeCandidates.likeliestFirst(equals, column).stream()
                    .map(type -> new Attempt(type, most))
                    .toList();
            return result(ranked.get(0), ranked.subList(1, ranked.size()), column, values);
        }
        List<String> notes = new ArrayList<>();
        for (List<Attempt> other : List.of(numbers, times)) {
            if (!other.isEmpty() && other.get(0).read() * 2 > count(tried)) {
                notes.add(String.format(
                        Locale.ROOT,
                        "%,d of %,d values are of the type %s",
                        other.get(0).read(),
                        count(tried),
                        other.get(0).type().field().type()));
            }
        }
        List<String> withUnits = tried.keySet().stream()
                .filter(cell -> WITH_UNIT.matcher(cell).matches())
                .toList();
        if (withUnits.size() * 2 > tried.size()) {
            notes.add("a document reads no numbers with a unit, such as " + FoundText.quoted(withUnits.get(0)));
        }
        if (tried.keySet().stream().allMatch(cell -> DIGITS.matcher(cell).matches())) {
            notes.add("whole numbers with leading zeros are taken for codes");
        }
        return string(column, notes);
    }

    /** What the candidates read, the most first; the order of candidates remains among equals. */
    private static List<Attempt> attempts(List<FieldCandidate> candidates, Map<String, Integer> values) {
        List<Attempt> attempts = new ArrayList<>();
        List<String> first = values.keySet().stream().limit(SCREENED).toList();
        int all = count(values);
        boolean complete = false;
        for (FieldCandidate candidate : candidates) {
            // Behind one that reads all, only another that does matters.
            if (complete
                    ? first.stream().allMatch(candidate::reads)
                    : first.stream().anyMatch(candidate::reads)) {
                int read = 0;
                for (Map.Entry<String, Integer> value : values.entrySet()) {
                    read += candidate.reads(value.getKey()) ? value.getValue() : 0;
                }
                attempts.add(new Attempt(candidate, read));
                complete |= read == all;
            }
        }
        attempts.sort((a, b) -> Integer.compare(b.read(), a.read()));
        return attempts;
    }

    private boolean isEnough(Attempt attempt, Map<String, Integer> values) {
        int all = count(values);
        return attempt.read() >= MOST * all
                || (attempt.read() >= WITH_WORDS * all
                        && !otherWords(attempt.type(), values).isEmpty());
    }

    /**
     * Whether the type reads most values, and the others but for a letter or a mark that a logger has put behind them; in
     * ids, such as 12a, it means something else.
     */
    private boolean isFlagged(Attempt attempt, Map<String, Integer> values) {
        return attempt.read() >= WITH_FLAGS * count(values)
                && values.keySet().stream()
                        .filter(value -> !attempt.type().reads(value))
                        .allMatch(value ->
                                attempt.type().reads(FLAG.matcher(value).replaceFirst("")));
    }

    /** The values that the type doesn't read, if they are a few words without digits, and no titles; otherwise none. */
    private List<String> otherWords(FieldCandidate type, Map<String, Integer> values) {
        List<String> words = new ArrayList<>();
        for (String value : values.keySet()) {
            if (!type.reads(value)) {
                if (words.size() == MAX_WORDS
                        || names.contains(value)
                        || value.endsWith(":")
                        || value.endsWith("：")
                        || DIGIT.matcher(value).find()) {
                    return List.of();
                }
                words.add(value);
            }
        }
        return words;
    }

    private ColumnType result(Attempt best, List<Attempt> others, Column column, Map<String, Integer> values) {
        FieldCandidate type = best.type();
        List<String> missing = new ArrayList<>();
        column.counts().keySet().stream().filter(NoValues::isWord).forEach(missing::add);
        missing.addAll(otherWords(type, values));
        missing.addAll(NoValues.numbers(type, values.keySet()));
        int without =
                column.count("") + missing.stream().mapToInt(column::count).sum();
        int read = (int) column.cells().stream()
                .filter(cell -> !missing.contains(cell) && type.reads(cell))
                .count();
        List<String> notes = new ArrayList<>();
        boolean number = Set.of("number", "integer").contains(type.field().type());
        if (!(number && decided)) {
            ambiguity(best, others, values).ifPresent(notes::add);
        }
        boolean named = type.properties().path("format").asString("").equals("any");
        if (type.field().type().equals("datetime")
                && values.keySet().stream()
                        .limit(SCREENED)
                        .noneMatch(cell -> ZONED.matcher(cell).matches()
                                || (named && DIGITS.matcher(cell).matches()))) {
            notes.add(ColumnType.UTC);
        }
        return new ColumnType(
                column, type.properties(), type.field(), read, column.cells().size() - without, missing, notes);
    }

    /** A value that another candidate, which reads as many cells, reads as something else. */
    private static Optional<String> ambiguity(Attempt best, List<Attempt> others, Map<String, Integer> values) {
        for (Attempt other : others) {
            if (other.read() < best.read()) {
                continue;
            }
            for (String cell : values.keySet()) {
                Object one = best.type().value(cell);
                Object two = other.type().value(cell);
                if (one != null && two != null && !one.equals(two)) {
                    String chosen = best.type().field().text(one);
                    String rejected = other.type().field().text(two);
                    // A date is the beginning of the same date with a time.
                    boolean same = one instanceof LocalDate && rejected.startsWith(chosen);
                    if (!same && !rejected.equals(chosen)) {
                        return Optional.of(FoundText.quoted(cell) + " is read as " + chosen + pattern(best.type())
                                + ", though it could mean " + rejected + pattern(other.type()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The strptime pattern of a candidate, which an upload can choose. */
    private static String pattern(FieldCandidate type) {
        String format = type.properties().path("format").asString("");
        return format.indexOf('%') < 0 ? "" : " (" + format + ")";
    }

    private static ColumnType string(Column column, List<String> notes) {
        int marks = column.counts().entrySet().stream()
                .filter(cell -> MARK.matcher(cell.getKey()).matches())
                .mapToInt(Map.Entry::getValue)
                .sum();
        int values = column.cells().size() - column.count("") - marks;
        return new ColumnType(column, STRING.properties(), STRING.field(), values, values, List.of(), notes);
    }

    private static int count(Map<String, Integer> values) {
        return values.values().stream().mapToInt(Integer::intValue).sum();
    }
}
