package dev.sluice.results.reject;

import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the rejects of a file lie in columns, so that they can be mended and sent again. Not thread-safe. */
sealed interface RejectLayout permits CsvRejectLayout, JsonRejectLayout, RawRejectLayout {
    /** The columns' names. */
    List<String> columns();

    /**
     * A reject's cells.
     *
     * @param raw as it came, or its beginning
     */
    Cells cells(String raw);

    /** The columns of the file itself, or the dataset's fields where the file has none. */
    static RejectLayout of(RejectsPage page, Datasets datasets) {
        String header = page.csvHeader();
        if (header != null) {
            return CsvRejectLayout.of(header, page.csvOptions());
        }
        Optional<Dataset> dataset = datasets.find(page.summary().dataset());
        return dataset.<RejectLayout>map(JsonRejectLayout::new).orElseGet(RawRejectLayout::new);
    }

    /**
     * What stands in a reject's columns.
     *
     * @param cells one for each column
     * @param extra what has no place in them, or null if there is nothing
     */
    record Cells(List<String> cells, @Nullable String extra) {
        public Cells {
            cells = List.copyOf(cells);
        }
    }
}
