package dev.sluice.results.file;

import dev.sluice.results.http.CsvLines;
import dev.sluice.schemas.query.SeriesPage.Series;
import dev.sluice.tabular.csv.FormulaCells;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes series as the CSV of their table. */
final class SeriesCsv {
    private final CsvLines csv;
    private final SeriesTable table;
    private final boolean raw;

    /**
     * Writes the header row.
     *
     * @param raw whether cells stand as they are, for machines, and formulas aren't made harmless
     */
    SeriesCsv(Writer out, SeriesTable table, boolean raw) {
        csv = new CsvLines(out);
        this.table = table;
        this.raw = raw;
        writeCells(table.header());
    }

    /**
     * Writes a row each.
     *
     * @throws IOException if anything so far could not be written
     */
    void write(List<Series> page) throws IOException {
        for (Series series : page) {
            writeCells(table.row(series));
        }
        csv.flush();
    }

    private void writeCells(List<String> cells) {
        csv.write(raw ? cells : cells.stream().map(FormulaCells::protect).toList());
    }
}
