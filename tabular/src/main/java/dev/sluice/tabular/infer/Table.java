package dev.sluice.tabular.infer;

import dev.sluice.tabular.infer.type.Column;
import dev.sluice.tabular.infer.type.ColumnType;
import dev.sluice.tabular.infer.type.NamedZone;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sample as a table.
 *
 * @param header whether the first record is a header row
 * @param columns without the rows of units; with invented names if there is no header row; numbers without units
 * @param start the index in the text of the first record that belongs to the table
 * @param before what stands before it
 * @param linesBefore the number of physical lines before it
 * @param unitRows the number of rows behind the header row that have no values, unlike those behind them
 * @param comment the character with which some lines begin that are no rows, or null
 * @param units by column the texts that stand behind its numbers
 * @param behind the text of the rows behind the header row that have no values
 * @param doubt which other row may be the header row, to be put behind a reason; empty if no other
 * @param beyond names in the header row for which most rows have no cells
 */
record Table(
        char delimiter,
        boolean header,
        List<Column> columns,
        int start,
        String before,
        long linesBefore,
        int unitRows,
        @Nullable Character comment,
        Map<Column, Set<String>> units,
        String behind,
        String doubt,
        List<String> beyond) {
    Table {
        columns = List.copyOf(columns);
        beyond = List.copyOf(beyond);
        units = Map.copyOf(units);
    }

    /** The zone of times without one, if the file tells it. */
    Optional<NamedZone> zone(ColumnType time) {
        return NamedZone.of(time, columns, before, behind);
    }

    int rows() {
        return columns.get(0).cells().size();
    }
}
