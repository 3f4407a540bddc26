package dev.sluice.aggregator.store;

import dev.sluice.aggregator.delta.SeriesDetails;
import dev.sluice.aggregator.delta.SeriesValue;
import dev.sluice.tabular.stats.SeriesStatistics;
import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * The entry of a series. Where it has details, the entry has those of the latest values alone: the others are in pieces,
 * in entries that aren't written again with each delta. {@link SeriesStore#details} puts them together.
 *
 * @param value the statistics, and the details of the values that are in no piece; without details if these aren't kept
 * @param pieces the number of pieces, which have the numbers from 0
 * @param pieceSize the {@linkplain SeriesDetails#size size} of the pieces, apart from one that was merged of others
 */
public record StoredSeries(SeriesValue value, int pieces, int pieceSize) {
    private static final int PIECES = 4;
    private static final int PIECE_SIZE = 5;
    private static final int VALUES = 6;

    /** The maximum size of two numbers, and of a tag and length. */
    private static final int MAX_NUMBERS_BYTES = 33;

    public StoredSeries {
        if (pieces < 0 || pieceSize < 0) {
            throw new IllegalArgumentException("expected pieces, found " + pieces + " of size " + pieceSize);
        }
    }

    /** Returns the entry of a new series. */
    public static StoredSeries of(SeriesValue value) {
        return new StoredSeries(value, 0, 0);
    }

    /** Returns the entry of a new series without details. */
    public static StoredSeries withoutDetails(SeriesValue value) {
        return of(value.withDetails(null));
    }

    /** Adds a later value. May modify this entry, which must not be used afterwards. */
    public StoredSeries plus(SeriesValue later) {
        return new StoredSeries(value.plus(later), pieces, pieceSize);
    }

    public SeriesStatistics statistics() {
        return value.statistics();
    }

    /** Returns the entry after its details of this size were moved to a new piece. */
    StoredSeries movedToPiece(SeriesDetails emptied, int size) {
        return new StoredSeries(value.withDetails(emptied), pieces + 1, pieceSize + size);
    }

    /** Returns the entry after its details and all pieces were merged to a single piece. */
    StoredSeries merged(SeriesDetails emptied) {
        return new StoredSeries(value.withDetails(emptied), 1, 0);
    }

    /** Returns the serialized form. */
    byte[] toBytes() {
        WireWriter out = new WireWriter(value.maxBytes() + MAX_NUMBERS_BYTES);
        value.writeTo(out);
        out.number(PIECES, pieces).number(PIECE_SIZE, pieceSize);
        return out.message(VALUES, value.list(), SeriesDetails::writeValuesTo).toBytes();
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
        SeriesValue figures = SeriesValue.readFrom(in);
        int pieces = in.integer(PIECES, 0);
        int pieceSize = in.integer(PIECE_SIZE, 0);
        return new StoredSeries(figures.withList(in.message(VALUES, SeriesDetails::readValuesFrom)), pieces, pieceSize);
    }

    @Nullable
    SeriesDetails latest() {
        return value.details();
    }
}
