package dev.sluice.splitter.split;

import dev.sluice.schemas.chunk.ChunkOrigin;
import dev.sluice.schemas.message.Bounded;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.row.ValidRowWriter;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.text.TruncatedText;

/** Writes the rows of one chunk to their topics, and counts them. */
final class RowSink implements RowHandler {
    /** The size to which the text of an oversized row is truncated. */
    private static final int MAX_RAW_BYTES = 4 * 1024;

    private final ChunkOrigin origin;
    private final Dataset dataset;
    private final ValidRowWriter writer;
    private final SplitterOutputs outputs;
    private final long timestamp;
    // Plain fields rather than Tally values, as they change with each row.
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
        String series = dataset.seriesKey(values);
        byte[] row = writer.write(line, values);
        if (!Bounded.fits(series, row)) {
            rejectTooLarge(line, row);
            return;
        }
        validRows++;
        validLines += line;
        outputs.validRow(series, row, timestamp);
    }

    @Override
    public void invalid(long line, TruncatedText raw, ValidationErrors errors) {
        reject(InvalidRow.of(origin.fileId(), origin.chunk(), line, raw, errors));
    }

    private void rejectTooLarge(long line, byte[] row) {
        TruncatedText raw = TruncatedText.ofUtf8(row, 0, row.length, MAX_RAW_BYTES);
        RowError error = new RowError(
                "source-error",
                null,
                "expected a row that takes at most " + Bounded.MAX_BYTES + " bytes as it is written, found one of "
                        + row.length,
                null);
        invalid(line, raw, ValidationErrors.of(error));
    }

    private void reject(InvalidRow row) {
        Tally tally = row.tally();
        invalidRows += tally.rows();
        invalidLines += tally.checksum();
        outputs.invalidRow(row, timestamp);
    }

    /** The count of rows in {@code valid-rows}, with the sum of their lines. */
    Tally valid() {
        return new Tally(validRows, validLines);
    }

    /** The count of rows in {@code invalid-rows}, with the sum of their lines. */
    Tally invalid() {
        return new Tally(invalidRows, invalidLines);
    }
}
