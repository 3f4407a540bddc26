package dev.sluice.results;

import dev.sluice.schemas.query.SeriesPage.Series;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes series as the CSV of their table. */
final class SeriesCsv {
    private final CsvLines csv;
    private final SeriesTable table;

    /** Writes the header row. */
    SeriesCsv(Writer out, SeriesTable table) {
        csv = new CsvLines(out);
        this.table = table;
        csv.write(table.header());
    }

    /**
     * Writes a row each.
     *
     * @throws IOException if anything so far could not be written
     */
    void write(List<Series> page) throws IOException {
        for (Series series : page) {
            csv.write(table.row(series));
        }
        csv.flush();
    }
}
