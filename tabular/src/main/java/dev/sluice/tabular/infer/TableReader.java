package dev.sluice.tabular.infer;

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
import org.jspecify.annotations.Nullable;

/** Finds the table in a sample: its delimiter, where it begins, whether it has a header row, and its columns. */
final class TableReader {
    private static final int MAX_LINES_BEFORE = 100;
    /** So many rows decide whether the record above them is one. */
    private static final int HEADER_ROWS = 200;

    private static final int MAX_UNIT_ROWS = 3;
    private static final int MAX_COLUMNS = 10_000;
    private static final List<Character> COMMENTS = List.of('#', '%', '!', '*');
    private static final Pattern COMMENT = Pattern.compile("^#\\p{L}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private TableReader() {}

    /**
     * Reads the table.
     *
     * @param maxRows the maximum number of rows that are looked at
     * @throws NoProposalException if there is none
     */
    static Table read(SampleText text, int maxRows) throws NoProposalException {
        DelimiterChoice choice = DelimiterChoice.of(text);
        List<SampledRecord> records = SampledRecord.read(text, choice.delimiter(), maxRows + MAX_LINES_BEFORE);
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
        int first = 0;
        while (first < records.size() && records.get(first).width() != width) {
            first++;
        }
        if (first == records.size()) {
            throw new NoProposalException("expected rows with the same number of cells, found none");
        }
        first += commentsBefore(records.subList(first, records.size()), width);
        SampledRecord top = records.get(first);
        int wide = width;
        Character comment = comment(text, records, top, wide);
        List<SampledRecord> rows = records.subList(first + 1, records.size()).stream()
                .filter(each -> each.width() == wide && !isComment(text, each, comment))
                .limit(maxRows)
                .toList();
        boolean header = isHeader(top, rows.subList(0, Math.min(HEADER_ROWS, rows.size())), choice.delimiter());
        int units = header ? unitRows(rows) : 0;
        List<SampledRecord> all = new ArrayList<>(header ? List.of() : List.of(top));
        all.addAll(rows.subList(units, Math.min(rows.size(), maxRows - all.size())));
        if (all.isEmpty()) {
            throw new NoProposalException("expected rows behind the header row, found none");
        }
        List<Column> columns = new ArrayList<>();
        Map<Column, Set<String>> unitsOf = new HashMap<>();
        for (Column column : columns(header ? top.cells() : invented(width), all)) {
            Optional<UnitCells> numbers = UnitCells.of(column);
            columns.add(numbers.map(UnitCells::column).orElse(column));
            numbers.ifPresent(found -> unitsOf.put(found.column(), found.units()));
        }
        return new Table(choice.delimiter(), header, columns, top.start(), top.line() - 1, units, comment, unitsOf);
    }

    /**
     * The character with which lines begin that are no rows: rows begin otherwise, as does the header row. One that might
     * begin a row, too, counts only where the number of cells differs.
     */
    private static @Nullable Character comment(
            SampleText text, List<SampledRecord> records, SampledRecord top, int width) {
        for (char c : COMMENTS) {
            long all = records.stream().filter(each -> isComment(text, each, c)).count();
            boolean apart = records.stream().allMatch(each -> !isComment(text, each, c) || each.width() != width);
            if (all > 0 && all * 2 < records.size() && (c == '#' || apart) && !isComment(text, top, c)) {
                return c;
            }
        }
        return null;
    }

    private static boolean isComment(SampleText text, SampledRecord record, @Nullable Character comment) {
        int at = record.start();
        while (text.utf8()[at] == ' ' || text.utf8()[at] == '\t') {
            at++;
        }
        return comment != null && text.utf8()[at] == comment;
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

    /** A row's values are of the types of the values below them; a header row's names aren't, and have letters. */
    private static boolean isHeader(SampledRecord top, List<SampledRecord> rows, char delimiter) {
        if (isCount(top.cells())) {
            return true;
        }
        List<Column> below = columns(top.cells(), rows.isEmpty() ? List.of(top) : rows);
        TypeFinder finder = TypeFinder.of(below, delimiter);
        int values = 0;
        int names = 0;
        for (int i = 0; i < below.size(); i++) {
            ColumnType type = finder.find(below.get(i));
            String cell = top.cells().get(i);
            if (!type.type().equals("string")
                    && !cell.isEmpty()
                    && !type.missing().contains(cell)) {
                boolean value = type.value(cell) != null;
                values += value ? 1 : 0;
                names += !value && cell.chars().anyMatch(Character::isLetter) ? 1 : 0;
            }
        }
        return values <= names;
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
    private static int commentsBefore(List<SampledRecord> records, int width) {
        int comments = 0;
        while (comments < records.size()
                && COMMENT.matcher(records.get(comments).cells().get(0)).find()) {
            comments++;
        }
        boolean headerBehind = comments < records.size() - 1
                && records.get(comments).width() == width
                && !records.get(comments).hasDigit();
        return headerBehind ? comments : 0;
    }

    private static int unitRows(List<SampledRecord> rows) {
        int units = 0;
        while (units < rows.size() && units <= MAX_UNIT_ROWS && !rows.get(units).hasDigit()) {
            units++;
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
