package dev.sluice.aggregator.store;

import dev.sluice.aggregator.delta.SeriesDetails;
import dev.sluice.aggregator.store.codec.StoreKey;
import dev.sluice.tabular.stats.PercentileSketch;
import dev.sluice.tabular.stats.TimeProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * The series of a partition's files.
 *
 * <pre>
 * file_id 0x00 0x01 series         its {@link StoredSeries}, in the order of the series' UTF-8 bytes
 * file_id 0x00 0x04 series number  a piece of its {@link SeriesDetails}
 * </pre>
 *
 * <p>Each delta writes the entry of its series again, so the details in the entry are small, at most of size {@link
 * #MAX_LATEST}. Larger ones are moved to a new piece; when the pieces are large enough, they are merged to one. So a
 * value is written a few times, whatever the size of the file, and all details once for pieces of size {@link
 * #MAX_PIECES}.
 */
public final class SeriesStore {
    static final int SERIES = 1;
    static final int PIECE = 4;

    /** The maximum size of the details in the entry of a series. */
    static final int MAX_LATEST = 32;

    /** The maximum size of all pieces of a series before they are merged. */
    static final int MAX_PIECES = 1_024;

    /** How often a series is read that changes meanwhile. */
    private static final int ATTEMPTS = 5;

    private final StoreEntries entries;

    SeriesStore(StoreEntries entries) {
        this.entries = entries;
    }

    /** Receives series one by one, in the order of their UTF-8 bytes. */
    public interface Reader {
        /** Receives a series. Returns false to stop reading. */
        boolean take(String name, StoredSeries series);
    }

    /**
     * Returns the entry of a series, or null if the file has no such series.
     *
     * @throws UnreadableEntryException if the entry can't be read
     */
    @Nullable
    public StoredSeries get(String fileId, String name) {
        byte[] value = entries.get(StoreKey.ofFile(fileId, SERIES).text(name));
        return value == null ? null : series(fileId, value);
    }

    /** Reads a file's series in order, from the first one or after a series, until the reader stops. */
    public void read(String fileId, @Nullable String after, Reader reader) {
        StoreKey beginning = StoreKey.ofFile(fileId, SERIES);
        StoreKey from =
                after == null ? beginning : StoreKey.ofFile(fileId, SERIES).text(after);
        entries.read(from, StoreKey.ofFile(fileId, SERIES + 1), (key, value) -> {
            String name = new StoreKey.Reader(key).skip(beginning).text();
            return name.equals(after) || reader.take(name, series(fileId, value));
        });
    }

    /** Writes many series of a file at once, which costs half as much as writing them one by one. */
    public void put(String fileId, Map<String, StoredSeries> series) {
        List<KeyValue<Bytes, byte[]>> all = new ArrayList<>(series.size());
        series.forEach((name, entry) -> {
            StoredSeries kept = moveToPiece(fileId, name, entry, all);
            all.add(KeyValue.pair(StoreKey.ofFile(fileId, SERIES).text(name).bytes(), kept.toBytes()));
        });
        entries.putAll(all);
    }

    /**
     * Returns the details of a series; null if they aren't kept.
     *
     * @param read the series as it was read
     */
    @Nullable
    public SeriesDetails details(String fileId, String name, StoredSeries read) {
        return whole(fileId, name, read, SeriesDetails.ALL);
    }

    /** Returns the values of a series for percentiles, of its {@link #details}; nothing else is merged. */
    @Nullable
    public PercentileSketch sketch(String fileId, String name, StoredSeries read) {
        return whole(fileId, name, read, SeriesDetails.SKETCH_ALONE);
    }

    /** Returns the values of a series over time, of its {@link #details}; nothing else is merged. */
    @Nullable
    public TimeProfile profile(String fileId, String name, StoredSeries read) {
        return whole(fileId, name, read, SeriesDetails.PROFILE_ALONE);
    }

    private <T> @Nullable T whole(String fileId, String name, StoredSeries read, SeriesDetails.Part<T> part) {
        StoredSeries series = read;
        for (int attempt = 0; attempt < ATTEMPTS && series != null && series.latest() != null; attempt++) {
            T whole = merged(fileId, name, series, part);
            // A query isn't isolated: the series may have been written between two reads.
            if (whole != null
                    && part.count().applyAsLong(whole) == series.statistics().count()) {
                return whole;
            }
            series = get(fileId, name);
        }
        return null;
    }

    private StoredSeries moveToPiece(
            String fileId, String name, StoredSeries series, List<KeyValue<Bytes, byte[]>> changes) {
        SeriesDetails latest = series.latest();
        // Where the latest row counts alone, the entry is replaced and never grows.
        if (latest == null || series.value().lastRow() != null) {
            return series;
        }
        if (latest.size() <= MAX_LATEST) {
            return series;
        }
        latest.sketch().reduceFor(series.statistics().count());
        int size = latest.size();
        if (size <= MAX_LATEST) {
            return series;
        }
        if (series.pieceSize() + size <= MAX_PIECES) {
            changes.add(KeyValue.pair(piece(fileId, name, series.pieces()).bytes(), latest.toBytes()));
            return series.movedToPiece(latest.emptied(), size);
        }
        SeriesDetails whole = merged(fileId, name, series, SeriesDetails.ALL);
        if (whole == null) {
            // A version that doesn't know of pieces has purged or restored the file in part.
            return StoredSeries.withoutDetails(series.value());
        }
        changes.add(KeyValue.pair(piece(fileId, name, 0).bytes(), whole.toBytes()));
        return series.merged(whole.emptied());
    }

    /** Returns a part of the details of all pieces and of the entry, or null if a piece is missing. */
    private <T> @Nullable T merged(String fileId, String name, StoredSeries series, SeriesDetails.Part<T> part) {
        T whole = part.empty().get();
        for (int number = 0; number < series.pieces(); number++) {
            byte[] piece = entries.get(piece(fileId, name, number));
            if (piece == null) {
                return null;
            }
            part.merge().accept(whole, read(fileId, "details", () -> part.read(piece)));
        }
        SeriesDetails latest = series.latest();
        if (latest != null) {
            part.merge().accept(whole, part.of().apply(latest));
        }
        return whole;
    }

    private static StoreKey piece(String fileId, String name, int number) {
        return StoreKey.ofFile(fileId, PIECE).escaped(name).ascending(number);
    }

    private static StoredSeries series(String fileId, byte[] value) {
        return read(fileId, "statistics", () -> StoredSeries.of(value));
    }

    private static <T> T read(String fileId, String what, Supplier<T> entry) {
        try {
            return entry.get();
        } catch (RuntimeException e) {
            throw new UnreadableEntryException(fileId, what, e);
        }
    }
}
