package dev.sluice.objects.columnar;

import dev.sluice.schemas.message.Tally;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.text.TruncatedText;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes the rows of a file to all of its objects in one pass, and counts them as the file's books do. Not thread-safe.
 * A row that can't be written ends the export with an {@link UncheckedIOException} or an {@link
 * IllegalArgumentException}; like one whose counts are wrong it isn't closed, and its streams are thrown away.
 */
public final class RowExport implements RowHandler, Closeable {
    private final RowWriter[] writers;
    private final @Nullable RejectRows rejects;
    // Plain fields rather than Tally values, as they change with each row.
    private long validRows;
    private long validLines;
    private long invalidRows;
    private long invalidLines;

    /**
     * @param writers of valid rows; may be empty
     * @param rejects of invalid rows, or null to count them only
     */
    public RowExport(List<RowWriter> writers, @Nullable RejectRows rejects) {
        this.writers = writers.toArray(RowWriter[]::new);
        this.rejects = rejects;
    }

    @Override
    public void valid(long line, Object[] values) {
        try {
            for (RowWriter writer : writers) {
                writer.write(values);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        validRows++;
        validLines += line;
    }

    @Override
    public void invalid(long line, TruncatedText raw, ValidationErrors errors) {
        if (rejects != null) {
            try {
                rejects.write(line, raw, errors);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        invalidRows += errors.cells();
        invalidLines += errors.cells() * line;
    }

    /** The valid rows so far, with their lines. */
    public Tally valid() {
        return new Tally(validRows, validLines);
    }

    /** The invalid rows so far, with their lines. */
    public Tally invalid() {
        return new Tally(invalidRows, invalidLines);
    }

    /** Completes all objects. If one can't be completed, the others may be incomplete too. */
    @Override
    public void close() throws IOException {
        for (RowWriter writer : writers) {
            writer.close();
        }
        if (rejects != null) {
            rejects.close();
        }
    }
}
