package dev.sluice.aggregator.merge;

import dev.sluice.aggregator.delta.CombinerMessage;
import dev.sluice.aggregator.delta.Delta;
import dev.sluice.aggregator.delta.RowOrigin;
import dev.sluice.aggregator.delta.SeriesValue;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.row.RowError;
import java.util.List;

/** Rows as the splitter and direct producers write them, of the datasets that Sluice ships with. */
public final class TestRows {
    public static final Dataset READINGS = dataset("sensor-readings");
    static final Dataset SONGS = dataset("song-plays");
    static final Dataset MEASUREMENTS = dataset("measurements");

    private TestRows() {}

    private static Dataset dataset(String name) {
        return Datasets.shipped().find(name).orElseThrow();
    }

    public static ValidRow reading(String fileId, Long chunk, Long line, String sensor, double value) {
        return new ValidRow(fileId, chunk, line, READINGS, sensor, new double[] {value}, 0L);
    }

    /** A reading at a time in microseconds since the epoch. */
    public static ValidRow readingAt(String fileId, String sensor, double value, long micros) {
        return new ValidRow(fileId, 0L, 2L, READINGS, sensor, new double[] {value}, micros);
    }

    public static ValidRow measurement(String fileId, Long chunk, Long line, String series, double... numbers) {
        return new ValidRow(fileId, chunk, line, MEASUREMENTS, series, numbers, 0L);
    }

    public static ValidRow plays(String fileId, Long chunk, Long line, String series, double number) {
        return new ValidRow(fileId, chunk, line, SONGS, series, new double[] {number}, null);
    }

    public static InvalidRow invalid(String fileId, Long chunk, long line) {
        return invalid(fileId, chunk, line, new RowError("type-error", "value", "expected a number, found x", "x"));
    }

    public static InvalidRow invalid(String fileId, Long chunk, long line, RowError... errors) {
        return new InvalidRow(fileId, chunk, line, "x", false, List.of(errors));
    }

    /** What a combiner's batch holds. */
    public static List<Delta> deltas(byte[] batch) {
        return ((CombinerMessage.Deltas) CombinerMessage.read(batch)).deltas();
    }

    /** The delta of one row, or of several of one series in their order. */
    public static Delta delta(ValidRow... rows) {
        ValidRow first = rows[0];
        Tally tally = Tally.NONE;
        SeriesValue value = null;
        for (ValidRow row : rows) {
            tally = tally.plus(row.line() == null ? 0 : row.line());
            value = value == null ? SeriesValue.of(row) : value.plus(row);
        }
        String dataset = first.chunk() == null ? first.dataset().name() : null;
        return new Delta(RowOrigin.of(first), dataset, first.series(), tally, value.withoutKnownDetails());
    }
}
