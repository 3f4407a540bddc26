package dev.sluice.objects.columnar;

import java.io.Closeable;
import java.io.IOException;

/**
 * Writes valid rows to an object, in memory that doesn't grow with their number. Not thread-safe.
 *
 * <p>A writer holds nothing but memory. An object that is given up, as it must be after an exception, isn't closed: its
 * stream is thrown away.
 */
public interface RowWriter extends Closeable {
    /**
     * Writes a row.
     *
     * @param values by field index, as the row reader passes them on; not kept
     * @throws IllegalArgumentException if a required value is missing
     */
    void write(Object[] values) throws IOException;

    /** Completes the object, and closes its stream. */
    @Override
    void close() throws IOException;
}
