package dev.sluice.results;

import com.opencsv.CSVWriter;
import dev.sluice.schemas.query.SensorStatistics;
import dev.sluice.schemas.query.SeriesPage.Series;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes series as CSV: quoted as RFC 4180 says where a cell needs it, lines ended by LF so that plain text tools read
 * the last column right, a figure too large for a double as an empty cell.
 */
final class SeriesCsv {
    private static final String[] HEADER = {"sensor_id", "count", "min", "max", "avg", "sum", "std_dev", "first", "last"
    };

    private final CSVWriter csv;

    /** Writes the header row. */
    SeriesCsv(Writer out) {
        csv = new CSVWriter(out);
        csv.writeNext(HEADER, false);
    }

    /**
     * Writes a row each.
     *
     * @throws IOException if anything so far could not be written
     */
    void write(List<Series> page) throws IOException {
        for (Series series : page) {
            csv.writeNext(cells(series.sensor(), series.statistics()), false);
        }
        csv.flush();
        // The CSVWriter keeps to itself what the stream below it threw.
        IOException failure = csv.getException();
        if (failure != null) {
            throw failure;
        }
    }

    private static String[] cells(String sensor, SensorStatistics s) {
        return new String[] {
            sensor,
            Long.toString(s.count()),
            Double.toString(s.min()),
            Double.toString(s.max()),
            cell(s.avg()),
            cell(s.sum()),
            cell(s.stdDev()),
            s.first().toString(),
            s.last().toString()
        };
    }

    private static String cell(@Nullable Double figure) {
        return figure == null ? "" : figure.toString();
    }
}
