package dev.sluice.splitter;

import dev.sluice.schemas.csv.Datasets;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.message.ValidRow;

/** Takes the rows of one chunk, puts each into the topic it belongs in, and counts them. */
final class RowSink {
    private final ChunkOrigin origin;
    private final SplitterOutputs outputs;
    private final long timestamp;
    // Plain numbers, not Tally values: there is one step per row.
    private long validRows;
    private long validLines;
    private long invalidRows;
    private long invalidLines;

    RowSink(ChunkOrigin origin, SplitterOutputs outputs, long timestamp) {
        this.origin = origin;
        this.outputs = outputs;
        this.timestamp = timestamp;
    }

    void add(RowOutcome row) {
        if (row instanceof RowOutcome.Valid valid) {
            validRows++;
            validLines += valid.line();
            outputs.validRow(message(valid), timestamp);
            return;
        }
        RowOutcome.Invalid invalid = (RowOutcome.Invalid) row;
        invalidRows++;
        invalidLines += invalid.line();
        outputs.invalidRow(message(invalid), timestamp);
    }

    /** The rows put into {@code valid-rows}, over their lines. */
    Tally valid() {
        return new Tally(validRows, validLines);
    }

    /** The rows put into {@code invalid-rows}, over their lines. */
    Tally invalid() {
        return new Tally(invalidRows, invalidLines);
    }

    private ValidRow message(RowOutcome.Valid row) {
        Reading reading = row.reading();
        return new ValidRow(
                origin.fileId(),
                origin.chunk(),
                row.line(),
                Datasets.SENSOR_READINGS.name(),
                reading.timestampMicros(),
                reading.sensorId(),
                reading.value());
    }

    private InvalidRow message(RowOutcome.Invalid row) {
        return new InvalidRow(
                origin.fileId(),
                origin.chunk(),
                row.line(),
                row.raw().text(),
                row.raw().truncated(),
                row.errors());
    }
}
