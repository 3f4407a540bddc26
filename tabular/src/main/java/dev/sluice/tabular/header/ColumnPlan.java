package dev.sluice.tabular.header;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.header.Columns.Column;
import dev.sluice.tabular.header.Columns.Constant;
import dev.sluice.tabular.header.Columns.Joined;
import dev.sluice.tabular.header.ReadOptions.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sources of a dataset's fields, as far as they are determined: columns and constants. */
final class ColumnPlan {
    private final List<String> names;
    private final Dataset dataset;
    private final boolean wide;

    /** By field index. */
    private final @Nullable Object[] constants;
    /** By field index, the field's columns in the order in which they form its value; empty if it has none. */
    private final List<List<Integer>> columnsOf = new ArrayList<>();
    /** By column. */
    private final @Nullable Field[] fieldOf;
    /** By column: those that are ignored, whatever fieldsMatch requires. */
    private final boolean[] ignored;

    ColumnPlan(List<String> names, Dataset dataset, Layout layout) {
        this.names = names;
        this.dataset = dataset;
        wide = layout == Layout.WIDE;
        constants = new Object[dataset.fields().size()];
        dataset.fields().forEach(field -> columnsOf.add(new ArrayList<>()));
        fieldOf = new Field[names.size()];
        ignored = new boolean[names.size()];
        for (int column = 0; column < names.size(); column++) {
            String name = names.get(column);
            // A column without a name is an index, or nothing but the delimiter at the end of each line.
            ignored[column] = name.isEmpty() || Columns.OF_REJECTS.contains(name);
        }
    }

    /**
     * In the wide layout the measure has no column, and the group field needs none: the names of columns are its values,
     * or form them together with those of its column.
     */
    boolean isLaidOutWide(Field field) {
        return isMeasuredWide(field) || (wide && dataset.groupBy().contains(field));
    }

    /** In the wide layout the measure has no column: the cells of all series are its values. */
    boolean isMeasuredWide(Field field) {
        return wide && field.equals(dataset.measure());
    }

    /** The fields that need a column. */
    List<Field> expected() {
        return dataset.fields().stream()
                .filter(field -> !isConstant(field) && (!isLaidOutWide(field) || hasColumn(field)))
                .toList();
    }

    void fix(Field field, Object value) {
        constants[field.index()] = value;
    }

    boolean isConstant(Field field) {
        return constants[field.index()] != null;
    }

    void take(Field field, int column) {
        fieldOf[column] = field;
        columnsOf.get(field.index()).add(column);
    }

    void ignore(int column) {
        ignored[column] = true;
    }

    boolean hasColumn(Field field) {
        return !columnsOf.get(field.index()).isEmpty();
    }

    /** The first column of a field that has one. */
    int columnOf(Field field) {
        return columnsOf.get(field.index()).get(0);
    }

    @Nullable
    Field fieldOf(int column) {
        return fieldOf[column];
    }

    /** Whether the column isn't assigned yet. */
    boolean isOpen(int column) {
        return fieldOf[column] == null && !ignored[column];
    }

    /** The fields with columns, in the file's order. */
    List<Field> inFileOrder() {
        return Arrays.stream(fieldOf).filter(field -> field != null).distinct().toList();
    }

    /** The columns of neither a field nor a series. */
    List<String> others() {
        List<String> others = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            if (isOpen(column) && !wide) {
                others.add(names.get(column));
            }
        }
        return others;
    }

    Columns columns(HeaderFaults faults) throws HeaderException {
        List<Column> columns = new ArrayList<>();
        SeriesColumns series = new SeriesColumns(dataset, faults);
        for (int column = 0; column < names.size(); column++) {
            String name = names.get(column);
            columns.add(wide && isOpen(column) ? series.column(name) : new Column(name, fieldOf[column], null));
        }
        if (wide) {
            series.checkAny();
        }
        return new Columns(columns, joined(), constants());
    }

    private List<Joined> joined() {
        return dataset.fields().stream()
                .filter(field -> columnsOf.get(field.index()).size() > 1)
                .map(field -> new Joined(field, columnsOf.get(field.index())))
                .toList();
    }

    private List<Constant> constants() {
        List<Constant> all = new ArrayList<>();
        for (Field field : dataset.fields()) {
            Object value = constants[field.index()];
            if (value != null && value != Field.MISSING) {
                all.add(new Constant(field, value));
            }
        }
        return all;
    }
}
