package dev.sluice.aggregator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.Tally;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What some rows add to one series of one file, not yet merged.
 *
 * @param origin which books its rows are entered in
 * @param dataset what the rows of an open stream say theirs is; null for numbered files, which say it themselves
 * @param series the key of the series
 * @param tally its rows, with their lines; at least one
 * @param value over its rows or the last of them; without any number where the rows have none
 */
record Delta(Origin origin, @Nullable String dataset, String series, Tally tally, SeriesValue value) {
    Delta {
        if ((dataset == null) != (origin == Origin.CHUNK)) {
            throw new IllegalArgumentException("expected a dataset of streams only, found " + dataset);
        }
    }

    /** How many bytes {@link #writeTo} takes at most. */
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

    static Delta readFrom(ByteBuffer in) {
        DeltaKind kind = DeltaKind.of(in.get());
        String dataset = kind.origin() == Origin.STREAM ? read(in) : null;
        String series = read(in);
        Tally tally = new Tally(in.getLong(), in.getLong());
        return new Delta(kind.origin(), dataset, series, tally, SeriesValue.readFrom(in, kind.latest()));
    }

    private static int maxBytes(String text) {
        return Integer.BYTES + 3 * text.length();
    }

    private static void write(String text, ByteBuffer out) {
        byte[] bytes = text.getBytes(UTF_8);
        out.putInt(bytes.length).put(bytes);
    }

    private static String read(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return new String(bytes, UTF_8);
    }
}
