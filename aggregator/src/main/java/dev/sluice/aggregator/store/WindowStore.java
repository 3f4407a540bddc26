package dev.sluice.aggregator.store;

import dev.sluice.aggregator.store.codec.StoreKey;
import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * The windows of the series of a partition's files.
 *
 * <pre>
 * file_id 0x00 0x06 series start seconds  its {@link SeriesStatistics}, in the order of the series' UTF-8 bytes, and for
 *                                         each series in the order of time
 * </pre>
 */
public final class WindowStore {
    static final int WINDOW = 6;

    private final StoreEntries entries;

    WindowStore(StoreEntries entries) {
        this.entries = entries;
    }

    /** Receives windows one by one. */
    public interface Reader {
        /** Receives a window. Returns false to stop reading. */
        boolean take(SeriesWindows.Key window, SeriesStatistics statistics);
    }

    /**
     * Returns the statistics of a window, or null if the file has no such window.
     *
     * @throws UnreadableEntryException if the entry can't be read
     */
    @Nullable
    public SeriesStatistics get(String fileId, SeriesWindows.Key window) {
        byte[] value = entries.get(key(fileId, window));
        return value == null ? null : statistics(fileId, value);
    }

    /** Writes windows of a file. */
    public void put(String fileId, Map<SeriesWindows.Key, SeriesStatistics> windows) {
        List<KeyValue<Bytes, byte[]>> all = new ArrayList<>(windows.size());
        windows.forEach((window, statistics) ->
                all.add(KeyValue.pair(key(fileId, window).bytes(), statistics.toBytes())));
        entries.putAll(all);
    }

    /**
     * Reads the windows of a file in order, from the first one or after a window, until the reader stops. Windows of
     * other times aren't read, but for up to two of each series.
     */
    public void read(String fileId, SeriesWindows.Filter filter, SeriesWindows.@Nullable Key after, Reader reader) {
        String series = filter.series();
        StoreKey end = series == null ? StoreKey.ofFile(fileId, WINDOW + 1) : behind(fileId, series);
        StoreKey from = series == null ? StoreKey.ofFile(fileId, WINDOW) : first(fileId, series, filter.from());
        StoreKey next = after == null
                ? from
                : first(fileId, after.series(), after.start()).ascending(after.seconds() + 1);
        StoreKey at = next.isBefore(from) ? from : next;
        while (at != null && at.isBefore(end)) {
            at = read(fileId, at, end, filter, reader);
        }
    }

    /** Returns where to go on, or null if the reader has stopped or there is no more. */
    private @Nullable StoreKey read(
            String fileId, StoreKey from, StoreKey to, SeriesWindows.Filter filter, Reader reader) {
        StoreKey beginning = StoreKey.ofFile(fileId, WINDOW);
        StoreKey[] next = {null};
        entries.read(from, to, (key, value) -> {
            StoreKey.Reader in = new StoreKey.Reader(key).skip(beginning);
            SeriesWindows.Key window = new SeriesWindows.Key(in.escaped(), in.signed(), in.ascending());
            if (window.start() < filter.from()) {
                next[0] = first(fileId, window.series(), filter.from());
                return false;
            }
            if (window.start() >= filter.to()) {
                next[0] = behind(fileId, window.series());
                return false;
            }
            return reader.take(window, statistics(fileId, value));
        });
        return next[0];
    }

    private static StoreKey key(String fileId, SeriesWindows.Key window) {
        return first(fileId, window.series(), window.start()).ascending(window.seconds());
    }

    private static StoreKey first(String fileId, String series, long start) {
        return StoreKey.ofFile(fileId, WINDOW).escaped(series).signed(start);
    }

    private static StoreKey behind(String fileId, String series) {
        return StoreKey.ofFile(fileId, WINDOW).after(series);
    }

    private static SeriesStatistics statistics(String fileId, byte[] value) {
        try {
            return SeriesStatistics.of(value);
        } catch (RuntimeException e) {
            throw new UnreadableEntryException(fileId, "windows", e);
        }
    }
}
