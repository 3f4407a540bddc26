package dev.sluice.aggregator.delta;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.Tally;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The contribution of some rows to one series of one file, not yet merged.
 *
 * @param origin whether the rows are of chunks or of a stream
 * @param dataset the dataset that the rows of an open stream name; null for files of chunks, whose events name it
 * @param series the key of the series
 * @param tally the number of rows and the sum of their lines; at least one row
 * @param value the statistics of the rows, or of the last of them; empty if no row has a number
 */
public record Delta(RowOrigin origin, @Nullable String dataset, String series, Tally tally, SeriesValue value) {
    /**
     * The maximum length of a series key in UTF-16 code units: twice that of eight group fields of 1,024 characters,
     * which is the maximum that the splitter accepts.
     */
    public static final int MAX_SERIES_LENGTH = 32 * 1024;

    /** In UTF-8. */
    private static final int MAX_BYTES_OF_CHAR = 3;

    /** Far more than a transaction contains, and few enough that no count of a file overflows. */
    private static final long MAX_ROWS = 1L << 40;

    /** The maximum length of a dataset's name. */
    private static final int MAX_DATASET_LENGTH = 1_024;

    public Delta {
        if ((dataset == null) != (origin == RowOrigin.CHUNK)) {
            throw new IllegalArgumentException("expected a dataset of streams only, found " + dataset);
        }
        if (series.length() > MAX_SERIES_LENGTH) {
            throw new IllegalArgumentException("expected a series of at most " + MAX_SERIES_LENGTH
                    + " characters, found one of " + series.length());
        }
        if (tally.rows() < 1 || tally.rows() > MAX_ROWS) {
            throw new IllegalArgumentException("expected 1 to " + MAX_ROWS + " rows, found " + tally.rows());
        }
    }

    /** The maximum size of the output of {@link #writeTo}. */
    int maxBytes() {
        return 1 + maxBytes(dataset == null ? "" : dataset) + maxBytes(series) + 2 * Long.BYTES + value.bytes();
    }

    void writeTo(ByteBuffer out) {
        out.put(new DeltaKind(origin, value.lastRow() != null).code());
        if (dataset != null) {
            write(dataset, out);
        }
        write(series, out);
        out.putLong(tally.rows()).putLong(tally.checksum());
        value.writeTo(out);
    }

    /**
     * Reads the output of {@link #writeTo}.
     *
     * @throws IllegalArgumentException if the bytes are no valid delta
     * @throws java.nio.BufferUnderflowException if they are truncated
     */
    static Delta readFrom(ByteBuffer in) {
        DeltaKind kind = DeltaKind.of(in.get());
        String dataset = kind.origin() == RowOrigin.STREAM ? read(in, MAX_DATASET_LENGTH) : null;
        String series = read(in, MAX_SERIES_LENGTH);
        Tally tally = new Tally(in.getLong(), in.getLong());
        return new Delta(kind.origin(), dataset, series, tally, SeriesValue.readFrom(in, kind.latest()));
    }

    private static int maxBytes(String text) {
        return Integer.BYTES + MAX_BYTES_OF_CHAR * text.length();
    }

    private static void write(String text, ByteBuffer out) {
        byte[] bytes = text.getBytes(UTF_8);
        out.putInt(bytes.length).put(bytes);
    }

    private static String read(ByteBuffer in, int maxLength) {
        int length = in.getInt();
        // Checked before the array is allocated.
        if (length < 0 || length > MAX_BYTES_OF_CHAR * maxLength) {
            throw new IllegalArgumentException(
                    "expected a text of 0 to " + MAX_BYTES_OF_CHAR * maxLength + " bytes, found a length of " + length);
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, UTF_8);
    }
}
