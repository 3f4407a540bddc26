package dev.sluice.aggregator.store;

import dev.sluice.aggregator.delta.SeriesValue;
import dev.sluice.tabular.stats.PercentileSketch;
import dev.sluice.tabular.stats.SeriesStatistics;
import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * The entry of a series. Where it has percentiles, the entry has the latest values alone: the others are in pieces, in
 * entries that aren't written again with each delta. {@link SeriesStore#sketch} puts them together.
 *
 * @param value the statistics, and a sketch of the values that are in no piece; without a sketch if percentiles of the
 *     series aren't kept
 * @param pieces the number of pieces, which have the numbers from 0
 * @param pieceValues the number of values in the sketches of the pieces, apart from one that was merged of others
 */
public record StoredSeries(SeriesValue value, int pieces, int pieceValues) {
    private static final int PIECES = 4;
    private static final int PIECE_VALUES = 5;
    private static final int MAX_NUMBERS_BYTES = 22;

    public StoredSeries {
        if (pieces < 0 || pieceValues < 0) {
            throw new IllegalArgumentException("expected pieces, found " + pieces + " with " + pieceValues + " values");
        }
    }

    /** Returns the entry of a new series. */
    public static StoredSeries of(SeriesValue value) {
        return new StoredSeries(value, 0, 0);
    }

    /** Returns the entry of a new series without percentiles. */
    public static StoredSeries withoutPercentiles(SeriesValue value) {
        return of(value.withSketch(null));
    }

    /** Adds a later value. May modify this entry, which must not be used afterwards. */
    public StoredSeries plus(SeriesValue later) {
        return new StoredSeries(value.plus(later), pieces, pieceValues);
    }

    public SeriesStatistics statistics() {
        return value.statistics();
    }

    /** Returns the entry after its values were moved to a new piece. */
    StoredSeries movedToPiece(int values) {
        return new StoredSeries(value.withSketch(new PercentileSketch()), pieces + 1, pieceValues + values);
    }

    /** Returns the entry after its values and all pieces were merged to a single piece. */
    StoredSeries merged() {
        return new StoredSeries(value.withSketch(new PercentileSketch()), 1, 0);
    }

    /** Returns the serialized form. */
    byte[] toBytes() {
        WireWriter out = new WireWriter(value.maxBytes() + MAX_NUMBERS_BYTES);
        value.writeTo(out);
        return out.number(PIECES, pieces).number(PIECE_VALUES, pieceValues).toBytes();
    }

    /**
     * Reads the output of {@link #toBytes}.
     *
     * @throws IllegalArgumentException if the bytes aren't such output
     */
    static StoredSeries of(byte[] bytes) {
        return WireReader.read(bytes, StoredSeries::readFrom);
    }

    private static StoredSeries readFrom(WireReader in) {
        return new StoredSeries(SeriesValue.readFrom(in), in.integer(PIECES, 0), in.integer(PIECE_VALUES, 0));
    }

    @Nullable
    PercentileSketch latest() {
        return value.sketch();
    }
}
