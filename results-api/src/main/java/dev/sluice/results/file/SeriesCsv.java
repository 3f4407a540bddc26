package dev.sluice.results.file;

import dev.sluice.results.http.CsvLines;
import dev.sluice.schemas.query.SeriesPage.Series;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes series as CSV. */
final class SeriesCsv {
    private final CsvLines csv;
    private final SeriesTable table;

    /**
     * Writes the header row.
     *
     * @param raw whether cells are unchanged, for programs, and formulas aren't protected
     */
    SeriesCsv(Writer out, SeriesTable table, boolean raw) {
        csv = new CsvLines(out, raw);
        this.table = table;
        csv.write(table.header());
    }

    /**
     * Writes one row per series.
     *
     * @throws IOException if a part of the output could not be written
     */
    void write(List<Series> page) throws IOException {
        for (Series series : page) {
            csv.write(table.row(series));
        }
        csv.flush();
    }
}
