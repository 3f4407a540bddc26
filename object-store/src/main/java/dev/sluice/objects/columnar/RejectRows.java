package dev.sluice.objects.columnar;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.row.MoreErrors;
import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.text.Limits;
import dev.sluice.tabular.text.TruncatedText;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.hadoop.ParquetWriter;

/**
 * Writes invalid rows as a Parquet file, one row for each error, so that {@code GROUP BY code} needs no unnesting.
 *
 * <p>Columns: {@code line}; {@code error}, the error's number within the line's row, from 1 ({@code WHERE error = 1}
 * gives each invalid row once); {@code code}; {@code field}, null if the error concerns the row as a whole; {@code
 * message}; {@code value}, the cell, null if there is none; {@code count}, 1 for an error that is listed and, for those
 * beyond the first {@value Limits#ERRORS} of a row, the number of errors with that code and field, which have no
 * message; {@code rows}, the number of invalid rows that the row counts as, more than 1 in the wide layout; {@code
 * raw}, the row's text; {@code raw_truncated}. Equal texts that follow each other take the space of one.
 */
public final class RejectRows implements Closeable {
    private final ParquetWriter<Reject> file;

    /**
     * An error of an invalid row.
     *
     * @param error its number within the row
     */
    record Reject(long line, int error, RowError what, long count, int rows, String raw, boolean rawTruncated) {}

    /** @param out receives the object; closed with the writer */
    public RejectRows(OutputStream out, Dataset dataset, ObjectDescription object, Codec codec) throws IOException {
        file = ParquetFile.open(out, new RejectWriter(object.metadata(dataset)), codec);
    }

    /**
     * Writes an invalid row.
     *
     * @param line where it starts
     * @param raw the row; what is longer than {@value Limits#RAW_CHARS} characters is cut off
     */
    public void write(long line, TruncatedText raw, ValidationErrors errors) throws IOException {
        String text = Limits.cut("raw", raw.text(), Limits.RAW_CHARS);
        boolean truncated = raw.truncated() || text.length() < raw.text().length();
        int number = 0;
        for (RowError error : errors.listed()) {
            file.write(new Reject(line, ++number, error, 1, errors.cells(), text, truncated));
        }
        for (MoreErrors more : errors.more()) {
            RowError error = new RowError(more.code(), more.field(), "and " + more.count() + " more", null);
            file.write(new Reject(line, ++number, error, more.count(), errors.cells(), text, truncated));
        }
    }

    /** Completes the object, and closes its stream. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
