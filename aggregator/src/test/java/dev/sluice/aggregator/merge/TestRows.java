package dev.sluice.aggregator.merge;

import dev.sluice.aggregator.delta.CombinerMessage;
import dev.sluice.aggregator.delta.Delta;
import dev.sluice.aggregator.delta.PendingDeltas;
import dev.sluice.aggregator.delta.RowOrigin;
import dev.sluice.aggregator.delta.SeriesValue;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.document.DocumentFaults;
import dev.sluice.tabular.dataset.document.DocumentReader;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.row.RowError;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Rows as the splitter and direct producers write them, of the datasets that Sluice ships with. */
public final class TestRows {
    public static final Dataset READINGS = dataset("sensor-readings");
    static final Dataset SONGS = dataset("song-plays");
    static final Dataset MEASUREMENTS = dataset("measurements");

    /** As sensor-readings, with windows of an hour. */
    public static final Dataset HOURLY = document("hourly", "1h");

    private TestRows() {}

    static Dataset document(String name, String windows) {
        return documentWith(name, "\"windows\": \"" + windows + '"');
    }

    /** @param property a further property of {@code sluice} */
    static Dataset documentWith(String name, String property) {
        return Objects.requireNonNull(DocumentReader.read("""
                {"name": "%s", "fields": [
                  {"name": "s", "type": "string"}, {"name": "n", "type": "list", "itemType": "number"},
                  {"name": "t", "type": "datetime"}],
                 "sluice": {"groupBy": "s", "measure": "n", "time": "t", %s}}""".formatted(name, property), new DocumentFaults(name)));
    }

    /** A row of a stream with windows of an hour, at a time in seconds since the epoch. */
    public static ValidRow hourly(String fileId, String series, double value, long seconds) {
        return new ValidRow(fileId, null, null, HOURLY, series, new double[] {value}, seconds * 1_000_000);
    }

    /** Deltas as a combiner makes them of these rows. */
    public static List<Delta> combined(ValidRow... rows) {
        List<Delta> deltas = new ArrayList<>();
        PendingDeltas pending = new PendingDeltas();
        for (ValidRow row : rows) {
            pending.add(row);
        }
        pending.drainTo((fileId, batch) -> deltas.addAll(deltas(batch)));
        return deltas;
    }

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
        return new Delta(
                RowOrigin.of(first),
                dataset,
                first.series(),
                tally,
                value.withoutKnownDetails(),
                first.dataset().percentiles(),
                null);
    }
}
