package dev.sluice.tabular.infer;

import dev.sluice.tabular.infer.type.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the columns are for.
 *
 * @param groupBy the columns that name a series; empty if no column does
 * @param measure the measured column, or in the wide layout the type that reads all of them
 * @param series in the wide layout the columns that are series; otherwise empty
 * @param time the column that is the time, or null
 * @param repeated the number of rows whose time another row of the same series has already
 * @param others further columns that could be measured, where one is
 * @param notes what could be done otherwise, as sentences without their ends
 */
record Roles(
        List<ColumnType> groupBy,
        ColumnType measure,
        List<ColumnType> series,
        @Nullable ColumnType time,
        int repeated,
        List<ColumnType> others,
        List<String> notes) {
    Roles {
        groupBy = List.copyOf(groupBy);
        series = List.copyOf(series);
        others = List.copyOf(others);
        notes = List.copyOf(notes);
    }

    boolean wide() {
        return !series.isEmpty();
    }
}
