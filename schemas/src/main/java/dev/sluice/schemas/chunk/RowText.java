package dev.sluice.schemas.chunk;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * A text with readable rows.
 *
 * @param rows the rows
 * @param csvHeader the header row, given or implied; null for JSON and for a row that can't be read
 * @param csvOptions the complete options for reading the rows, as text; null for JSON
 */
public record RowText(
        Dataset dataset,
        Rows rows,
        @Nullable String csvHeader,
        @Nullable String csvOptions) {

    static RowText ofCsv(Dataset dataset, Rows rows, String csvHeader, ReadOptions options) {
        return new RowText(dataset, rows, csvHeader, options.format());
    }

    /** Rows without columns. */
    static RowText of(Dataset dataset, Rows rows) {
        return new RowText(dataset, rows, null, null);
    }
}
