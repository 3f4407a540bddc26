package dev.sluice.results.reject;

import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Arranges the rejects of a file in columns, so that they can be corrected and sent again. Not thread-safe. */
sealed interface RejectLayout permits CsvRejectLayout, JsonRejectLayout, RawRejectLayout {
    /** The names of the columns. */
    List<String> columns();

    /**
     * A reject's cells.
     *
     * @param raw the row, possibly truncated
     */
    Cells cells(String raw);

    /** The file's own columns, or the dataset's fields if the file has none. */
    static RejectLayout of(RejectsPage page, Datasets datasets) {
        String header = page.csvHeader();
        if (header != null) {
            return CsvRejectLayout.of(header, page.csvOptions());
        }
        Optional<Dataset> dataset = datasets.find(page.summary().dataset());
        return dataset.<RejectLayout>map(JsonRejectLayout::new).orElseGet(RawRejectLayout::new);
    }

    /**
     * The cells of a reject.
     *
     * @param cells one for each column
     * @param extra the contents that belong to no column, or null if there are none
     */
    record Cells(List<String> cells, @Nullable String extra) {
        public Cells {
            cells = List.copyOf(cells);
        }
    }
}
