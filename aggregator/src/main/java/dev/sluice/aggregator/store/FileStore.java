package dev.sluice.aggregator.store;

import dev.sluice.aggregator.delta.SeriesValue;
import dev.sluice.aggregator.file.CsvFormat;
import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.store.codec.FileStateCodec;
import dev.sluice.aggregator.store.codec.StoreKey;
import dev.sluice.runtime.streams.ConsumedOffsets;
import dev.sluice.schemas.message.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Everything of all files of one partition, in one store: one changelog, so whoever has seen its latest entry has seen
 * all before it.
 *
 * <p>Keys of a file begin with its id and a zero byte (no id holds one), so they stand together:
 *
 * <pre>
 * file_id 0x00 0x00           its {@link FileState}
 * file_id 0x00 0x01 series    its {@link SeriesValue}s, in the order of the series' UTF-8 bytes
 * file_id 0x00 0x02 position  its first invalid rows: {@link RejectStore}
 * file_id 0x00 0x03           its {@link CsvFormat}, as JSON, unless it has none
 * 0x00 0x01 ~created file_id  the list of files, newest first
 * 0x00 0x02 file_id           the uploads that are neither closed nor aborted
 * 0x00 0x03 topic             how far {@code file-deletions} is merged
 * 0x00 0x04, 0x05, 0x06 …     series and totals over files: {@link DatasetSeriesStore}
 * 0x00 0x07, 0x08, 0x09 …     files that were deleted: {@link TombstoneStore}
 * 0x00 0x0A kind              where the first entry of a {@link TimeIndex} stands
 * 0x00 0x0B queued file_id    all files, by when something came of them last, or earlier
 * 0x00 0x0C file_id           those whose end or deletion isn't read back from file-results yet
 * </pre>
 */
public final class FileStore {
    private static final int STATE = 0;
    private static final int SERIES = 1;
    private static final int FORMAT = 3;
    private static final int BEYOND = 4;
    private static final int NEWEST_FIRST = 1;
    private static final int UPLOADING = 2;
    private static final int READ = 3;
    private static final int BY_AGE = 11;
    private static final int UNCONFIRMED = 12;

    private final StoreEntries entries;

    private FileStore(StoreEntries entries) {
        this.entries = entries;
    }

    public static FileStore readOnly(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        return new FileStore(StoreEntries.readOnly(store));
    }

    public static FileStore of(KeyValueStore<Bytes, byte[]> store) {
        return new FileStore(StoreEntries.of(store));
    }

    /** A store whose changes are in it only once they are {@linkplain #write written}. */
    public static FileStore buffered(KeyValueStore<Bytes, byte[]> store) {
        return new FileStore(StoreEntries.buffered(store));
    }

    /**
     * Says whether all changes can be written.
     *
     * @throws SerializationException if something has become too large
     */
    public void requireWritable() {
        entries.requireWritable();
    }

    /** Writes all changes at once. */
    public void write() {
        entries.write();
    }

    /** Forgets all changes that aren't written. */
    public void discard() {
        entries.discard();
    }

    public RejectStore rejects() {
        return new RejectStore(entries);
    }

    public DatasetSeriesStore datasetSeries() {
        return new DatasetSeriesStore(entries);
    }

    public TombstoneStore deleted() {
        return new TombstoneStore(entries);
    }

    /**
     * How far topics are merged whose positions are kept here, with what was made of their records: they are written behind that,
     * into the same changelog, so any copy that has a position has all that it covers.
     */
    public ConsumedOffsets positions() {
        return new ConsumedOffsets(
                topic -> entries.get(StoreKey.ofAll(READ).text(topic)),
                (topic, position) -> entries.put(StoreKey.ofAll(READ).text(topic), position));
    }

    public boolean isKnown(String fileId) {
        return entries.get(StoreKey.ofFile(fileId, STATE)) != null;
    }

    /**
     * The file's state, or null if there is no such file.
     *
     * @throws UnreadableEntryException if it makes no sense
     */
    @Nullable
    public FileState state(String fileId) {
        byte[] value = entries.get(StoreKey.ofFile(fileId, STATE));
        return value == null ? null : read(fileId, "state", () -> FileStateCodec.readFrom(fileId, value));
    }

    private static <T> T read(String fileId, String what, Supplier<T> entry) {
        try {
            return entry.get();
        } catch (RuntimeException e) {
            throw new UnreadableEntryException(fileId, what, e);
        }
    }

    public void put(FileState state) {
        entries.put(StoreKey.ofFile(state.fileId(), STATE), FileStateCodec.toBytes(state));
    }

    /** How the file is written, or {@link CsvFormat#NONE} while nobody has told. */
    public CsvFormat format(String fileId) {
        byte[] json = entries.get(StoreKey.ofFile(fileId, FORMAT));
        return json == null
                ? CsvFormat.NONE
                : read(fileId, "CSV format", () -> Json.MAPPER.readValue(json, CsvFormat.class));
    }

    public void putFormat(String fileId, CsvFormat format) {
        entries.put(StoreKey.ofFile(fileId, FORMAT), Json.MAPPER.writeValueAsBytes(format));
    }

    /** Enters a new file in the lists of all files. */
    public void list(FileState state) {
        entries.put(newestFirstKey(new Listed(state.createdMs(), state.fileId())), StoreEntries.PRESENT);
        byAge().put(queued(state));
    }

    /** All files, so that those that nothing came of for long are found without looking at the others. */
    public TimeIndex byAge() {
        return new TimeIndex(entries, BY_AGE);
    }

    /** Puts a file elsewhere in that queue. */
    public void queue(FileState state, long atMs) {
        byAge().remove(queued(state));
        state.queued(atMs);
        byAge().put(queued(state));
    }

    private static TimeIndex.Entry queued(FileState state) {
        return new TimeIndex.Entry(state.queuedMs(), state.fileId());
    }

    /** Enters the file in the list of open uploads, or takes it out. */
    public void listUploading(FileState state) {
        StoreKey key = StoreKey.ofAll(UPLOADING).text(state.fileId());
        if (state.uploading()) {
            entries.put(key, StoreEntries.PRESENT);
        } else {
            entries.delete(key);
        }
    }

    /** Notes that a file's end or deletion is published, but not known to be committed. */
    public void putUnconfirmed(String fileId) {
        entries.put(StoreKey.ofAll(UNCONFIRMED).text(fileId), StoreEntries.PRESENT);
    }

    public void deleteUnconfirmed(String fileId) {
        entries.delete(StoreKey.ofAll(UNCONFIRMED).text(fileId));
    }

    /** The ids of such files, those behind {@code after} (or all), so many of them at most. */
    public List<String> unconfirmed(@Nullable String after, int limit) {
        StoreKey beginning = StoreKey.ofAll(UNCONFIRMED);
        List<String> ids = new ArrayList<>();
        StoreKey from = after == null ? beginning : StoreKey.ofAll(UNCONFIRMED).text(after + '\0');
        entries.read(from, StoreKey.ofAll(UNCONFIRMED + 1), (key, value) -> {
            ids.add(new StoreKey.Reader(key).skip(beginning).text());
            return ids.size() < limit;
        });
        return ids;
    }

    /** Takes a file's state out, and the file out of all lists. */
    public void delete(FileState state) {
        entries.delete(StoreKey.ofFile(state.fileId(), STATE));
        entries.delete(newestFirstKey(new Listed(state.createdMs(), state.fileId())));
        byAge().remove(queued(state));
        if (state.uploading()) {
            entries.delete(StoreKey.ofAll(UPLOADING).text(state.fileId()));
        }
    }

    /**
     * Takes out so many entries of a file at most.
     *
     * @param after the key of the last one that is gone already, or null
     * @param series is told the names of those that are series
     * @return the key of the last one that is gone now, or null if there are no more
     */
    public byte @Nullable [] deleteEntries(String fileId, byte @Nullable [] after, int limit, Consumer<String> series) {
        StoreKey beginning = StoreKey.ofFile(fileId, SERIES);
        List<byte[]> keys = new ArrayList<>();
        entries.read(after == null ? beginning : StoreKey.of(after), StoreKey.ofFile(fileId, BEYOND), (key, value) -> {
            keys.add(key);
            return keys.size() <= limit;
        });
        StoreKey behindSeries = StoreKey.ofFile(fileId, SERIES + 1);
        for (byte[] key : keys.subList(0, Math.min(limit, keys.size()))) {
            entries.delete(StoreKey.of(key));
            if (StoreKey.of(key).isBefore(behindSeries)) {
                series.accept(new StoreKey.Reader(key).skip(beginning).text());
            }
        }
        return keys.size() <= limit ? null : keys.get(limit - 1);
    }

    @Nullable
    public SeriesValue series(String fileId, String name) {
        byte[] value = entries.get(StoreKey.ofFile(fileId, SERIES).text(name));
        return value == null ? null : series(fileId, value);
    }

    private static SeriesValue series(String fileId, byte[] value) {
        return read(fileId, "statistics", () -> SeriesValue.of(value));
    }

    /** Puts many series of a file at once, which costs half of what it does one by one. */
    public void putSeries(String fileId, Map<String, SeriesValue> values) {
        List<KeyValue<Bytes, byte[]>> all = new ArrayList<>(values.size());
        values.forEach((name, value) ->
                all.add(KeyValue.pair(StoreKey.ofFile(fileId, SERIES).text(name).bytes(), value.toBytes())));
        entries.putAll(all);
    }

    /** Takes series one by one, in the order of their UTF-8 bytes. */
    public interface SeriesReader {
        /** Takes one more, or says no to it and to all behind it. */
        boolean take(String name, SeriesValue value);
    }

    /** Reads a file's series in order, those behind {@code after} (or all), until the reader has enough. */
    public void readSeries(String fileId, @Nullable String after, SeriesReader reader) {
        StoreKey beginning = StoreKey.ofFile(fileId, SERIES);
        StoreKey from =
                after == null ? beginning : StoreKey.ofFile(fileId, SERIES).text(after);
        entries.read(from, StoreKey.ofFile(fileId, SERIES + 1), (key, value) -> {
            String name = new StoreKey.Reader(key).skip(beginning).text();
            return name.equals(after) || reader.take(name, series(fileId, value));
        });
    }

    /** A file in the list of files. */
    public record Listed(long createdMs, String fileId) {}

    /** Files, newest first, those behind {@code after} (or all). */
    public List<Listed> newestFirst(@Nullable Listed after, int limit) {
        StoreKey beginning = StoreKey.ofAll(NEWEST_FIRST);
        List<Listed> files = new ArrayList<>();
        entries.read(
                after == null ? beginning : newestFirstKey(after), StoreKey.ofAll(NEWEST_FIRST + 1), (key, value) -> {
                    StoreKey.Reader in = new StoreKey.Reader(key).skip(beginning);
                    Listed listed = new Listed(in.descending(), in.text());
                    if (!listed.equals(after)) {
                        files.add(listed);
                    }
                    return files.size() < limit;
                });
        return files;
    }

    /** The ids of all uploads that are neither closed nor aborted. */
    public List<String> uploading() {
        StoreKey beginning = StoreKey.ofAll(UPLOADING);
        List<String> ids = new ArrayList<>();
        entries.read(beginning, StoreKey.ofAll(UPLOADING + 1), (key, value) -> {
            ids.add(new StoreKey.Reader(key).skip(beginning).text());
            return true;
        });
        return ids;
    }

    private static StoreKey newestFirstKey(Listed file) {
        return StoreKey.ofAll(NEWEST_FIRST).descending(file.createdMs()).text(file.fileId());
    }
}
