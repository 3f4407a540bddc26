package dev.sluice.tabular.header;

import dev.sluice.tabular.dataset.ColumnNames;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.header.Columns.Column;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Detects a header row in the middle of a file with other columns than the file's own, or with another order, which
 * results from concatenating files. The rows after it would be misread.
 */
public final class LaterHeaders {
    private final Columns columns;
    private final Dataset dataset;
    private final ReadOptions options;
    private final FieldNames fieldNames;
    /** The keys of the columns with fields. */
    private final Set<String> keys;

    /** The keys of the columns that are series. */
    private final Set<String> series;

    private final Set<Field> fields;

    /** @param columns of the file's own header row */
    public LaterHeaders(Columns columns, Dataset dataset, ReadOptions options) {
        this.columns = columns;
        this.dataset = dataset;
        this.options = options;
        fieldNames = new FieldNames(dataset);
        fields = fields(columns);
        keys = columns.all().stream()
                .filter(column -> ofField(column) != null)
                .map(column -> ColumnNames.key(column.name()))
                .collect(Collectors.toCollection(HashSet::new));
        series = columns.all().stream()
                .filter(column -> column.series() != null)
                .map(column -> ColumnNames.key(column.name()))
                .collect(Collectors.toSet());
    }

    /** Whether the cells of an invalid record are such a header row. */
    public boolean isOther(String[] cells) {
        if (fields.isEmpty()) {
            return isOtherOrder(cells);
        }
        if (Arrays.stream(cells).noneMatch(this::isName)) {
            return false;
        }
        try {
            Columns others = new ColumnMatcher(List.of(cells), dataset, options).match();
            return fields(others).containsAll(fields) && !isSame(others);
        } catch (HeaderException e) {
            return false;
        }
    }

    /**
     * Whether the cells of a comment are such a header row. In the wide layout any text might be a series, so one of the
     * file's own has to be in it.
     */
    public boolean isOtherInComment(String[] cells) {
        boolean known =
                series.isEmpty() || Arrays.stream(cells).anyMatch(cell -> series.contains(ColumnNames.key(cell)));
        return cells.length > 1 && known && isOther(cells);
    }

    /** If all columns are series, any text might be a column's name: only names that the file has already count. */
    private boolean isOtherOrder(String[] cells) {
        List<String> names = columns.names();
        List<String> found = List.of(cells);
        return !found.equals(names)
                && found.size() == names.size()
                && Set.copyOf(found).equals(Set.copyOf(names));
    }

    private boolean isName(String cell) {
        return keys.contains(ColumnNames.key(cell))
                || fieldNames.byOwnName(cell).isPresent()
                || fieldNames.byAlias(cell).isPresent();
    }

    private boolean isSame(Columns others) {
        List<Column> own = columns.all();
        List<Column> other = others.all();
        if (own.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < own.size(); i++) {
            if (!Objects.equals(own.get(i).field(), other.get(i).field())
                    || !Objects.equals(own.get(i).series(), other.get(i).series())) {
                return false;
            }
        }
        return true;
    }

    private static Set<Field> fields(Columns columns) {
        Set<Field> fields = new HashSet<>();
        for (Column column : columns.all()) {
            Field field = ofField(column);
            if (field != null) {
                fields.add(field);
            }
        }
        return fields;
    }

    private static @Nullable Field ofField(Column column) {
        return column.series() == null ? column.field() : null;
    }
}
