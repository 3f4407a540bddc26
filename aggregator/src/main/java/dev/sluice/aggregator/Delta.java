package dev.sluice.aggregator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.stats.SeriesStatistics;
import java.nio.ByteBuffer;

/**
 * Partial statistics of one series of one file, not yet merged.
 *
 * @param origin which books its rows are entered in
 * @param series the sensor
 * @param checksum the sum of its rows' lines
 * @param statistics over its rows, at least one
 */
record Delta(Origin origin, String series, long checksum, SeriesStatistics statistics) {

    Tally tally() {
        return new Tally(statistics.count(), checksum);
    }

    /** How many bytes {@link #writeTo} takes at most. */
    int maxBytes() {
        return 1 + Short.BYTES + 3 * series.length() + Long.BYTES + SeriesStatistics.BYTES;
    }

    void writeTo(ByteBuffer out) {
        byte[] name = series.getBytes(UTF_8);
        out.put(origin.code()).putShort((short) name.length).put(name).putLong(checksum);
        statistics.writeTo(out);
    }

    static Delta readFrom(ByteBuffer in) {
        Origin origin = Origin.of(in.get());
        byte[] name = new byte[in.getShort()];
        in.get(name);
        return new Delta(origin, new String(name, UTF_8), in.getLong(), SeriesStatistics.readFrom(in));
    }
}
