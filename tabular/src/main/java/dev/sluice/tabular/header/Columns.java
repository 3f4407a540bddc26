package dev.sluice.tabular.header;

import dev.sluice.tabular.csv.CsvRecords;
import dev.sluice.tabular.csv.FormulaCells;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a dataset's fields stand in a file's records. */
public final class Columns {
    /** What the CSV of a file's rejects says of them. In a mended file that is sent again they say nothing. */
    public static final Set<String> OF_REJECTS = Set.of("_line", "_code", "_message", "_extra", "_raw");

    /** What is wrong with a reject: codes with semicolons between them. */
    public static final String CODE = "_code";

    /** What of a reject has no place in its columns. */
    public static final String EXTRA = "_extra";

    /** Is there where cells stand as they are, and no formula was made harmless. */
    public static final String RAW = "_raw";

    private final List<Column> columns;
    private final List<Constant> constants;

    /**
     * A column of the file.
     *
     * @param name as it stands in the header row
     * @param field what its cells are values of, or null where they aren't read; in the wide layout's columns of series the
     *     measure
     * @param series in the wide layout's columns of series the value of the group field, which is what they are called;
     *     else null
     */
    public record Column(
            String name, @Nullable Field field, @Nullable Object series) {}

    /** A field whose value is the same in all rows. */
    public record Constant(Field field, Object value) {}

    Columns(List<Column> columns, List<Constant> constants) {
        this.columns = List.copyOf(columns);
        this.constants = List.copyOf(constants);
    }

    /**
     * Reads a header row.
     *
     * @param headerRow the row as text, without byte order mark and line ending
     * @param options complete, as {@link Detection} or a chunk's headers give them
     * @throws HeaderException if they don't fit the dataset
     */
    public static Columns of(String headerRow, Dataset dataset, ReadOptions options) throws HeaderException {
        List<String> names = List.of(new CsvRecords(options.separator()).cells(headerRow));
        return new ColumnMatcher(hasSafeCells(names) ? restored(names) : names, dataset, options).match();
    }

    /**
     * Returns when there are not too many.
     *
     * @throws HeaderException if there are more than {@code most}
     */
    public void requireAtMost(int most) throws HeaderException {
        if (columns.size() > most) {
            throw new HeaderException(
                    "too-many-columns",
                    "expected at most " + most + " columns, found " + columns.size(),
                    List.of(),
                    List.of());
        }
    }

    /** The columns' names as they stand in the header row. */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** All columns in the file's order. */
    public List<Column> all() {
        return columns;
    }

    /** The fields that stand in no column, but have the same value in all rows. */
    public List<Constant> constants() {
        return constants;
    }

    /** Whether the file is the CSV of another file's rejects, mended. */
    public boolean ofRejects() {
        return names().contains(CODE);
    }

    /**
     * Whether a file with such columns is the CSV of rejects, and cells in it that a spreadsheet program would have taken
     * for formulas begin with an apostrophe that was put there to prevent it.
     */
    public static boolean hasSafeCells(List<String> names) {
        return names.contains(CODE) && !names.contains(RAW);
    }

    private static List<String> restored(List<String> names) {
        return names.stream().map(FormulaCells::restore).toList();
    }
}
