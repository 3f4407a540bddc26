package dev.sluice.tabular.infer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.infer.type.Column;
import dev.sluice.tabular.infer.type.ColumnType;
import dev.sluice.tabular.infer.type.TypeFinder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the table in a sample: its delimiter, where it begins, whether it has a header row, and its columns. */
final class TableReader {
    private static final int MAX_LINES_BEFORE = 100;
    /** So many rows decide whether the record above them is one. */
    private static final int HEADER_ROWS = 200;
    /** Of so many of their cells. */
    private static final int HEADER_COLUMNS = 200;

    private static final int MAX_UNIT_ROWS = 3;
    private static final int MAX_TITLES = 12;
    private static final int ROWS_BELOW = 3;
    private static final int MAX_COLUMNS = 10_000;
    private static final List<Character> COMMENTS = List.of('#', '%', '!', '*');
    private static final Pattern COMMENT = Pattern.compile("^#\\p{L}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private TableReader() {}

    /**
     * Reads the table.
     *
     * @param maxRows the maximum number of rows that are looked at
     * @param asked what the client says: of it, the delimiter and the comments count here
     * @throws NoProposalException if there is none
     */
    static Table read(SampleText text, int maxRows, ReadOptions asked) throws NoProposalException {
        Character comments = asked.skipped().comment();
        Character delimiter = asked.delimiter();
        DelimiterChoice choice = delimiter == null ? DelimiterChoice.of(text) : DelimiterChoice.of(text, delimiter);
        List<SampledRecord> records = SampledRecord.read(text, choice.delimiter(), maxRows + MAX_LINES_BEFORE).stream()
                .filter(each -> !isComment(text, each, comments))
                .toList();
        if (records.isEmpty()) {
            throw new NoProposalException("expected rows of CSV, found only blank lines or an empty file");
        }
        int width = choice.width();
        if (width > 1 && endsWithDelimiter(records, width)) {
            width--;
            int shorter = width;
            records = records.stream().map(each -> trimmed(each, shorter)).toList();
        }
        if (width > MAX_COLUMNS) {
            throw new NoProposalException("expected at most " + MAX_COLUMNS + " columns, found " + width);
        }
        int narrowest = 0;
        while (narrowest < records.size() && records.get(narrowest).width() != width) {
            narrowest++;
        }
        if (narrowest == records.size()) {
            throw new NoProposalException("expected rows with the same number of cells, found none");
        }
        int first = widerHeader(records, narrowest, width, choice.delimiter());
        List<String> beyond = records.get(first).width() > width
                ? records.get(first).cells().subList(width, records.get(first).width())
                : List.of();
        int wide = width;
        if (!beyond.isEmpty()) {
            records = records.stream().map(each -> each.cut(wide)).toList();
        }
        first += commentsBefore(records.subList(first, records.size()), width, choice.delimiter());
        SampledRecord title = records.get(first);
        first += titlesBefore(ofWidth(records.subList(first, records.size()), width), records, choice.delimiter());
        SampledRecord top = records.get(first);
        Character comment = comment(text, records.subList(0, first), records.subList(first, records.size()), width);
        List<SampledRecord> below = ofWidth(records.subList(first + 1, records.size()), width).stream()
                .filter(each -> !isComment(text, each, comment))
                .toList();
        boolean header = isHeader(top, below.subList(0, Math.min(HEADER_ROWS, below.size())), choice.delimiter());
        // Concatenated files repeat the header row.
        List<SampledRecord> rows = below.stream()
                .filter(each -> !header || !each.cells().equals(top.cells()))
                .limit(maxRows)
                .toList();
        int units = header ? unitRows(top, rows, choice.delimiter()) : 0;
        List<SampledRecord> all = new ArrayList<>(header ? List.of() : List.of(top));
        // Spreadsheets end with rows of empty cells, which say nothing about any column.
        rows.subList(units, Math.min(rows.size(), maxRows - all.size())).stream()
                .filter(each -> !each.isBlank())
                .forEach(all::add);
        if (all.isEmpty()) {
            throw new NoProposalException("expected rows behind the header row, found none");
        }
        String behind = rows.subList(0, units).stream()
                .flatMap(each -> each.cells().stream())
                .collect(Collectors.joining("\n"));
        List<Column> columns = new ArrayList<>();
        Map<Column, Set<String>> unitsOf = new HashMap<>();
        for (Column column : columns(header ? top.cells() : invented(width), all)) {
            Optional<UnitCells> numbers = UnitCells.of(column);
            columns.add(numbers.map(UnitCells::column).orElse(column));
            numbers.ifPresent(found -> unitsOf.put(found.column(), found.units()));
        }
        return new Table(
                choice.delimiter(),
                header,
                columns,
                top.start(),
                new String(text.utf8(), 0, top.start(), UTF_8),
                // Comments that the client names are skipped anyway.
                comments != null && first == 0 ? 0 : top.line() - 1,
                units,
                comment,
                unitsOf,
                behind,
                header ? doubt(title, top, rows.subList(0, units)) : "",
                beyond);
    }

    /**
     * The character with which lines begin that are no rows: less than half of those below the header row. One that might
     * begin a row, too, counts only where the number of cells differs.
     *
     * @param table the records from the header row on
     */
    private static @Nullable Character comment(
            SampleText text, List<SampledRecord> before, List<SampledRecord> table, int width) {
        for (char c : COMMENTS) {
            List<SampledRecord> all = Stream.concat(before.stream(), table.stream())
                    .filter(each -> isComment(text, each, c))
                    .toList();
            long below = table.stream().filter(each -> isComment(text, each, c)).count();
            boolean fits = c == '#' || all.stream().allMatch(each -> each.width() != width);
            if (!all.isEmpty() && below * 2 < table.size() && fits && !isComment(text, table.get(0), c)) {
                return c;
            }
        }
        return null;
    }

    private static boolean isComment(SampleText text, SampledRecord record, @Nullable Character comment) {
        byte[] utf8 = text.utf8();
        int at = record.start();
        // The last record may have nothing but blanks, and no line ending.
        while (at < utf8.length && (utf8[at] == ' ' || utf8[at] == '\t')) {
            at++;
        }
        return comment != null && at < utf8.length && utf8[at] == comment;
    }

    /** Whether each row ends with a delimiter, behind which there is no column. */
    private static boolean endsWithDelimiter(List<SampledRecord> records, int width) {
        return records.stream()
                .filter(each -> each.width() == width)
                .allMatch(each -> each.cells().get(width - 1).isEmpty());
    }

    private static SampledRecord trimmed(SampledRecord record, int width) {
        return record.width() == width + 1 ? record.cut(width) : record;
    }

    private static List<SampledRecord> ofWidth(List<SampledRecord> records, int width) {
        return records.stream().filter(each -> each.width() == width).toList();
    }

    /** The index of a header row with more cells than the rows have, or of the first row of most rows' width. */
    private static int widerHeader(List<SampledRecord> records, int narrowest, int width, char delimiter) {
        int wider = narrowest;
        while (wider > 0 && records.get(wider - 1).width() > width) {
            wider--;
        }
        List<SampledRecord> rows = ofWidth(records, width);
        if (wider == narrowest
                || isHeader(rows.get(0), rows.subList(1, Math.min(HEADER_ROWS, rows.size())), delimiter)) {
            return narrowest;
        }
        Cells found = Cells.of(records.get(wider).cut(width), rows, delimiter);
        return found.names() > 0 && found.values() == 0 ? wider : narrowest;
    }

    /** Which other row may have the names; or that no row has a name for each column. */
    private static String doubt(SampledRecord title, SampledRecord top, List<SampledRecord> units) {
        if (title.line() < top.line() && title.repeatsNames() && !top.repeatsNames()) {
            return "; some names on line " + title.line() + " are the same, so line " + top.line()
                    + " is taken for the header row: skip=" + (title.line() - 1) + " takes line " + title.line();
        }
        if (top.repeatsNames() && !units.isEmpty()) {
            return "; no line from " + top.line() + " to " + (top.line() + units.size())
                    + " has a different name for each column: write one header row for them into the file,"
                    + " such as with the names of a column joined";
        }
        return "";
    }

    /**
     * The number of rows above the one that is best as the header row, of several without values: the first in which no
     * cell is empty and no name stands twice, or at least none is empty.
     *
     * @param rows of the same width, from the first on
     */
    private static int titlesBefore(List<SampledRecord> rows, List<SampledRecord> records, char delimiter) {
        boolean complete = !rows.get(0).cells().contains("");
        if (complete && !rows.get(0).repeatsNames()) {
            return 0;
        }
        int titles = 0;
        while (titles < titled(rows) && isTitle(rows.get(titles), rows, delimiter)) {
            titles++;
        }
        List<SampledRecord> full = rows.subList(0, titles).stream()
                .filter(each -> !each.cells().contains(""))
                .toList();
        Optional<SampledRecord> best = full.stream()
                .filter(each -> !each.repeatsNames())
                .findFirst()
                .or(() -> full.stream().findFirst());
        return best.map(each -> records.indexOf(each) - records.indexOf(rows.get(0)))
                .orElse(0);
    }

    /** How many of the first rows may be titles and units; those behind them show what values are. */
    private static int titled(List<SampledRecord> rows) {
        return Math.min(Math.max(1, Math.min(MAX_TITLES, rows.size() - ROWS_BELOW)), rows.size());
    }

    /** Titles and properties above a header row may have numbers, but not where all rows below have values. */
    private static boolean isTitle(SampledRecord record, List<SampledRecord> rows, char delimiter) {
        return hasNoValues(record, rows, delimiter)
                || Cells.of(record, belowTitles(rows), delimiter).lacks();
    }

    private static List<SampledRecord> belowTitles(List<SampledRecord> rows) {
        int from = titled(rows);
        return rows.subList(from, Math.min(rows.size(), from + HEADER_ROWS));
    }

    /** Whether none of the cells is of the type of the cells below the titles, of which some have one. */
    private static boolean hasNoValues(SampledRecord record, List<SampledRecord> rows, char delimiter) {
        Cells found = Cells.of(record, belowTitles(rows), delimiter);
        return found.values() == 0 && (found.typed() > 0 || record.isBlank());
    }

    /**
     * The first cells of a record, as the rows below it have them.
     *
     * @param typed those in columns of numbers, times and the like
     * @param values of these, those that have such a value
     * @param names of these, those that have none but letters
     * @param lacks whether such a cell has no value where all rows have one
     */
    private record Cells(int typed, int values, int names, boolean lacks) {
        static Cells of(SampledRecord record, List<SampledRecord> rows, char delimiter) {
            List<String> cells = record.cells()
                    .subList(0, Math.min(HEADER_COLUMNS, record.cells().size()));
            List<Column> below = columns(cells, rows.isEmpty() ? List.of(record) : rows);
            TypeFinder finder = TypeFinder.of(below, delimiter);
            int typed = 0;
            int values = 0;
            int names = 0;
            boolean lacks = false;
            for (int i = 0; i < below.size(); i++) {
                ColumnType type = finder.find(below.get(i));
                String cell = cells.get(i);
                lacks |= !type.type().equals("string") && type.isComplete() && type.value(cell) == null;
                if (!type.type().equals("string")
                        && !cell.isEmpty()
                        && !type.missing().contains(cell)) {
                    boolean value = type.value(cell) != null;
                    typed++;
                    values += value ? 1 : 0;
                    names += !value && cell.chars().anyMatch(Character::isLetter) ? 1 : 0;
                }
            }
            return new Cells(typed, values, names, lacks);
        }
    }

    /** A row's values are of the types of the values below them; a header row's names aren't, and have letters. */
    private static boolean isHeader(SampledRecord top, List<SampledRecord> rows, char delimiter) {
        if (isCount(top.cells())) {
            return true;
        }
        Cells found = Cells.of(top, rows, delimiter);
        return found.values() <= found.names();
    }

    /** Names that count on, such as 2020, 2021, 2022. */
    private static boolean isCount(List<String> cells) {
        List<Integer> numbers = cells.stream()
                .filter(cell -> NUMBER.matcher(cell).matches())
                .map(Integer::valueOf)
                .toList();
        for (int i = 1; i < numbers.size(); i++) {
            if (numbers.get(i) != numbers.get(i - 1) + 1) {
                return false;
            }
        }
        return numbers.size() > 2 && numbers.size() >= cells.size() - 2;
    }

    /** Records before a header row that begin with # and a name, as InfluxDB writes them. */
    private static int commentsBefore(List<SampledRecord> records, int width, char delimiter) {
        int comments = 0;
        while (comments < records.size()
                && COMMENT.matcher(records.get(comments).cells().get(0)).find()) {
            comments++;
        }
        boolean headerBehind = comments < records.size() - 1
                && records.get(comments).width() == width
                && (!records.get(comments).hasDigit()
                        || hasNames(
                                records.get(comments),
                                ofWidth(records.subList(comments + 1, records.size()), width),
                                delimiter));
        return headerBehind ? comments : 0;
    }

    /** Whether no cell is of the type of those below it, of which some are no texts. */
    private static boolean hasNames(SampledRecord record, List<SampledRecord> rows, char delimiter) {
        Cells found = Cells.of(record, rows.subList(0, Math.min(HEADER_ROWS, rows.size())), delimiter);
        return found.names() > 0 && found.values() == 0;
    }

    /** The rows behind the header row that have no digit, or else no values such as those below them. */
    private static int unitRows(SampledRecord top, List<SampledRecord> rows, char delimiter) {
        int units = 0;
        while (units < rows.size() && units <= MAX_UNIT_ROWS && !rows.get(units).hasDigit()) {
            units++;
        }
        if (units == 0
                && rows.size() > 1
                && !isCount(top.cells())
                && !rows.get(0).looksLike(rows.get(1))) {
            while (units < Math.min(MAX_UNIT_ROWS, titled(rows)) && hasNoValues(rows.get(units), rows, delimiter)) {
                units++;
            }
        }
        return units <= MAX_UNIT_ROWS && units < rows.size() ? units : 0;
    }

    private static List<String> invented(int width) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            names.add("column_" + i);
        }
        return names;
    }

    private static List<Column> columns(List<String> names, List<SampledRecord> rows) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int at = i;
            columns.add(new Column(
                    names.get(i), rows.stream().map(row -> row.cells().get(at)).toList()));
        }
        return columns;
    }
}
