package dev.sluice.splitter;

import dev.sluice.schemas.dataset.Dataset;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.RowError;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.message.ValidRowWriter;
import dev.sluice.schemas.row.CutText;
import dev.sluice.schemas.row.RowHandler;
import java.util.List;

/** Takes the rows of one chunk, puts each into the topic it belongs in, and counts them. */
final class RowSink implements RowHandler {
    private final ChunkOrigin origin;
    private final Dataset dataset;
    private final ValidRowWriter writer;
    private final SplitterOutputs outputs;
    private final long timestamp;
    // Plain numbers, not Tally values: there is one step per row.
    private long validRows;
    private long validLines;
    private long invalidRows;
    private long invalidLines;

    RowSink(ChunkOrigin origin, Dataset dataset, SplitterOutputs outputs, long timestamp) {
        this.origin = origin;
        this.dataset = dataset;
        this.outputs = outputs;
        this.timestamp = timestamp;
        writer = new ValidRowWriter(origin.fileId(), origin.chunk(), dataset);
    }

    @Override
    public void valid(long line, Object[] values) {
        validRows++;
        validLines += line;
        outputs.validRow(dataset.seriesKey(values), writer.write(line, values), timestamp);
    }

    @Override
    public void invalid(long line, CutText raw, List<RowError> errors) {
        invalidRows++;
        invalidLines += line;
        outputs.invalidRow(
                new InvalidRow(origin.fileId(), origin.chunk(), line, raw.text(), raw.truncated(), errors), timestamp);
    }

    /** The rows put into {@code valid-rows}, over their lines. */
    Tally valid() {
        return new Tally(validRows, validLines);
    }

    /** The rows put into {@code invalid-rows}, over their lines. */
    Tally invalid() {
        return new Tally(invalidRows, invalidLines);
    }
}
