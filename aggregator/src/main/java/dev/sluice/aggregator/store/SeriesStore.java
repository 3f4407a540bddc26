package dev.sluice.aggregator.store;

import dev.sluice.aggregator.store.codec.StoreKey;
import dev.sluice.tabular.stats.PercentileSketch;
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
 * file_id 0x00 0x04 series number  a piece of its {@link PercentileSketch}
 * </pre>
 *
 * <p>Each delta writes the entry of its series again, so the entry has few values for percentiles, at most {@link
 * #MAX_LATEST}. More are moved to a new piece; when the pieces have enough of them, they are merged to one. So a value
 * is written a few times, whatever the size of the file, and the whole sketch once for {@link #MAX_PIECE_VALUES}
 * values of smaller ones.
 */
public final class SeriesStore {
    static final int SERIES = 1;
    static final int PIECE = 4;

    /** The maximum number of values for percentiles in the entry of a series. */
    static final int MAX_LATEST = 32;

    /** The maximum number of values in the pieces of a series before they are merged. */
    static final int MAX_PIECE_VALUES = 1_024;

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
     * Returns all values of a series, for percentiles; null if they aren't kept.
     *
     * @param read the series as it was read
     */
    @Nullable
    public PercentileSketch sketch(String fileId, String name, StoredSeries read) {
        StoredSeries series = read;
        for (int attempt = 0; attempt < ATTEMPTS && series != null && series.latest() != null; attempt++) {
            PercentileSketch whole = merged(fileId, name, series);
            // A query isn't isolated: the series may have been written between two reads.
            if (whole != null && whole.count() == series.statistics().count()) {
                return whole;
            }
            series = get(fileId, name);
        }
        return null;
    }

    private StoredSeries moveToPiece(
            String fileId, String name, StoredSeries series, List<KeyValue<Bytes, byte[]>> changes) {
        PercentileSketch latest = series.latest();
        // Where the latest row counts alone, the entry is replaced and never grows.
        if (latest == null || series.value().lastRow() != null) {
            return series;
        }
        latest.reduceFor(series.statistics().count());
        int values = latest.retained();
        if (values <= MAX_LATEST) {
            return series;
        }
        if (series.pieceValues() + values <= MAX_PIECE_VALUES) {
            changes.add(KeyValue.pair(piece(fileId, name, series.pieces()).bytes(), latest.toBytes()));
            return series.movedToPiece(values);
        }
        PercentileSketch whole = merged(fileId, name, series);
        if (whole == null) {
            // A version that doesn't know of pieces has purged or restored the file in part.
            return StoredSeries.withoutPercentiles(series.value());
        }
        changes.add(KeyValue.pair(piece(fileId, name, 0).bytes(), whole.toBytes()));
        return series.merged();
    }

    /** Returns the values of all pieces and of the entry, or null if a piece is missing. */
    private @Nullable PercentileSketch merged(String fileId, String name, StoredSeries series) {
        PercentileSketch whole = new PercentileSketch();
        for (int number = 0; number < series.pieces(); number++) {
            byte[] piece = entries.get(piece(fileId, name, number));
            if (piece == null) {
                return null;
            }
            whole.merge(read(fileId, "percentiles", () -> PercentileSketch.of(piece)));
        }
        PercentileSketch latest = series.latest();
        if (latest != null) {
            whole.merge(latest);
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
