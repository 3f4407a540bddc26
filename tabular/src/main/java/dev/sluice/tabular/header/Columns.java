package dev.sluice.tabular.header;

import dev.sluice.tabular.csv.CsvRecords;
import dev.sluice.tabular.csv.FormulaCells;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The columns of a file, and the fields that they belong to. */
public final class Columns {
    /** The additional columns of a rejects CSV. They are ignored in a corrected file. */
    public static final Set<String> OF_REJECTS = Set.of("_line", "_code", "_message", "_extra", "_raw");

    /** The errors of a reject: codes separated by semicolons. */
    public static final String CODE = "_code";

    /** Contents of a reject that belong to none of its columns. */
    public static final String EXTRA = "_extra";

    /** Present if cells are unchanged, that is, formulas are not protected. */
    public static final String RAW = "_raw";

    private final List<Column> columns;
    private final List<Joined> joined;
    private final List<Constant> constants;

    /**
     * A column of the file.
     *
     * @param name in the header row
     * @param field of its cells, or null if they are ignored; the measure for a series column of the wide layout
     * @param series for a series column of the wide layout the value of the group field, which is the column's name,
     *     unless another column has a part of it; otherwise null
     */
    public record Column(
            String name, @Nullable Field field, @Nullable Object series) {}

    /**
     * A field whose value is formed by several columns: their cells, separated by spaces, without empty ones.
     *
     * @param columns the indexes of the columns, in that order
     */
    public record Joined(Field field, List<Integer> columns) {
        public Joined {
            columns = List.copyOf(columns);
        }

        /** The cell that the columns' cells form. */
        public String cell(String[] cells) {
            StringJoiner cell = new StringJoiner(" ");
            for (int column : columns) {
                if (!cells[column].isEmpty()) {
                    cell.add(cells[column]);
                }
            }
            return cell.toString();
        }
    }

    /** A field with the same value in all rows. */
    public record Constant(Field field, Object value) {}

    Columns(List<Column> columns, List<Joined> joined, List<Constant> constants) {
        this.columns = List.copyOf(columns);
        this.joined = List.copyOf(joined);
        this.constants = List.copyOf(constants);
    }

    /**
     * Reads a header row.
     *
     * @param headerRow the row as text, without byte order mark and line ending
     * @param options complete, from {@link Detection} or a chunk's headers
     * @throws HeaderException if they don't fit the dataset
     */
    public static Columns of(String headerRow, Dataset dataset, ReadOptions options) throws HeaderException {
        List<String> names = List.of(new CsvRecords(options.separator()).cells(headerRow));
        return new ColumnMatcher(hasSafeCells(names) ? restored(names) : names, dataset, options).match();
    }

    /**
     * Checks the number of columns.
     *
     * @throws HeaderException if there are more than {@code max}
     */
    public void requireAtMost(int max) throws HeaderException {
        if (columns.size() > max) {
            throw new HeaderException(
                    "too-many-columns",
                    "expected at most " + max + " columns, found " + columns.size(),
                    List.of(),
                    List.of());
        }
    }

    /** The columns' names in the header row. */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** All columns in the file's order. */
    public List<Column> all() {
        return columns;
    }

    /** The fields whose values are formed by several columns. */
    public List<Joined> joined() {
        return joined;
    }

    /** The fields with the same value in all rows. */
    public List<Constant> constants() {
        return constants;
    }

    /** Whether the file is a corrected rejects CSV. */
    public boolean ofRejects() {
        return names().contains(CODE);
    }

    /** Whether a file with such columns is a rejects CSV in which formulas are protected by an apostrophe. */
    public static boolean hasSafeCells(List<String> names) {
        return names.contains(CODE) && !names.contains(RAW);
    }

    private static List<String> restored(List<String> names) {
        return names.stream().map(FormulaCells::restore).toList();
    }
}
