package dev.sluice.splitter.chunk;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * A text whose rows can be read.
 *
 * @param rows all that are to be read of it
 * @param csvHeader the header row, or the one it would have had; null where the text is JSON
 * @param csvOptions how the rows are read, complete, as text; null likewise
 */
public record RowText(
        Dataset dataset,
        Rows rows,
        @Nullable String csvHeader,
        @Nullable String csvOptions) {

    static RowText ofCsv(Dataset dataset, Rows rows, String csvHeader, ReadOptions options) {
        return new RowText(dataset, rows, csvHeader, options.format());
    }

    static RowText ofJson(Dataset dataset, Rows rows) {
        return new RowText(dataset, rows, null, null);
    }
}
