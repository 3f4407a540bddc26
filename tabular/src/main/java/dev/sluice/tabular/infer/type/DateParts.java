package dev.sluice.tabular.infer.type;

import dev.sluice.tabular.dataset.ColumnNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Year, month and day in separate columns, perhaps with hour, minute and second: together they are the time of a row.
 *
 * @param columns in this order
 * @param joined the column of their cells with spaces between
 */
public record DateParts(List<Column> columns, ColumnType joined) {
    /** Year, month and day. */
    private static final int OF_DATE = 3;

    /** A part, by the names of its column and the range of its numbers. */
    private enum Part {
        YEAR("year|yr|yyyy|yy|jahr|año|année|annee|anno|ano|jaar", 0, 2_100, "%Y"),
        MONTH("month|mon|mo|mm|monat|mois|mes|mês|mese|maand", 1, 12, "%m"),
        DAY("day|dayofmonth|dd|dy|tag|día|dia|jour|giorno|dag", 1, 31, "%d"),
        HOUR("hour|hr|hh|h|stunde|std|hora|heure|ora|uur", 0, 24, "%H"),
        MINUTE("minute|min|mn|mi|mm|minuto|minuut", 0, 59, "%M"),
        SECOND("second|sec|ss|s|sekunde|segundo|seconde|secondo", 0, 60, "%S");

        private final Pattern names;
        private final int first;
        private final int last;
        private final String pattern;

        Part(String names, int first, int last, String pattern) {
            this.names = Pattern.compile(names);
            this.first = first;
            this.last = last;
            this.pattern = pattern;
        }

        boolean fits(Column column) {
            return names.matcher(ColumnNames.key(column.name())).matches()
                    && column.counts().keySet().stream().anyMatch(cell -> !cell.isEmpty())
                    && column.counts().keySet().stream().allMatch(cell -> cell.isEmpty() || isInRange(cell));
        }

        private boolean isInRange(String cell) {
            if (!cell.matches("[0-9]{1,4}")) {
                return false;
            }
            int number = Integer.parseInt(cell);
            return number >= first && number <= last;
        }
    }

    public DateParts {
        columns = List.copyOf(columns);
    }

    /** The parts among a file's columns, if there are at least year, month and day. */
    public static Optional<DateParts> of(List<Column> columns) {
        List<Column> found = new ArrayList<>();
        List<String> pattern = new ArrayList<>();
        for (Part part : Part.values()) {
            Column column = find(part, columns, found);
            if (column == null) {
                break;
            }
            found.add(column);
            boolean ofCentury = part == Part.YEAR
                    && column.counts().keySet().stream().allMatch(cell -> cell.isEmpty() || cell.length() == 2);
            pattern.add(ofCentury ? "%y" : part.pattern);
        }
        if (found.size() < OF_DATE) {
            return Optional.empty();
        }
        boolean date = found.size() == OF_DATE;
        return FieldCandidate.of(FieldCandidate.type(date ? "date" : "datetime", String.join(" ", pattern)))
                .map(candidate -> new DateParts(found, joined(found, candidate, date)))
                .filter(parts -> parts.joined.read() * 2 > parts.joined.values());
    }

    private static @Nullable Column find(Part part, List<Column> columns, List<Column> taken) {
        return columns.stream()
                .filter(column -> !taken.contains(column) && part.fits(column))
                .findFirst()
                .orElse(null);
    }

    private static ColumnType joined(List<Column> parts, FieldCandidate candidate, boolean date) {
        int rows = parts.get(0).cells().size();
        List<String> cells = IntStream.range(0, rows)
                .mapToObj(
                        row -> parts.stream().map(part -> part.cells().get(row)).collect(Collectors.joining(" ")))
                .toList();
        Column column = new Column(parts.stream().map(Column::name).collect(Collectors.joining(", ")), cells);
        int read = (int) cells.stream().filter(candidate::reads).count();
        return new ColumnType(
                column,
                candidate.properties(),
                candidate.field(),
                read,
                rows,
                List.of(),
                date ? List.of() : List.of(ColumnType.UTC));
    }

    /** The names of the columns. */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** Whether a column is one of the parts. */
    public boolean include(Column column) {
        return columns.contains(column);
    }
}
