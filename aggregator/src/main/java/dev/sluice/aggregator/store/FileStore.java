package dev.sluice.aggregator.store;

import dev.sluice.aggregator.file.CsvFormat;
import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.store.codec.FileStateCodec;
import dev.sluice.aggregator.store.codec.StoreKey;
import dev.sluice.runtime.streams.ConsumedOffsets;
import dev.sluice.schemas.message.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * All data of one partition's files, in one store. The store has one changelog, so a reader that has one of its records
 * also has all earlier ones.
 *
 * <p>Keys of a file begin with its id and a zero byte, which no id contains, so the file's entries are contiguous:
 *
 * <pre>
 * file_id 0x00 0x00           its {@link FileState}
 * file_id 0x00 0x01 series    its series, in the order of their UTF-8 bytes: {@link SeriesStore}
 * file_id 0x00 0x02 position  its first invalid rows: {@link RejectStore}
 * file_id 0x00 0x03           its {@link CsvFormat}, as JSON, unless it has none
 * file_id 0x00 0x04 series …  pieces of the details of its series: {@link SeriesStore}
 * file_id 0x00 0x06 series …  the windows of its series: {@link WindowStore}
 * 0x00 0x01 ~created file_id  the list of files, newest first
 * 0x00 0x02 file_id           the uploads that are neither closed nor aborted
 * 0x00 0x03 topic             the consumed offset of {@code file-deletions}
 * 0x00 0x04, 0x05, 0x06 …     series and totals over files: {@link DatasetSeriesStore}
 * 0x00 0x07, 0x08, 0x09 …     deleted files: {@link TombstoneStore}
 * 0x00 0x0A kind              the lower bound of the keys of a {@link TimeIndex}
 * 0x00 0x0B queued file_id    all files, by the time that determines when their expiry is checked
 * 0x00 0x0C file_id           the files whose end or deletion isn't read back from file-results yet
 * 0x00 0x0D client ~created file_id  the files of each client, newest first: {@link ClientFiles}
 * </pre>
 */
public final class FileStore {
    private static final int STATE = 0;
    private static final int FORMAT = 3;
    private static final int BEYOND = 7;
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

    /** Returns a store that buffers its changes until they are {@linkplain #write written}. */
    public static FileStore buffered(KeyValueStore<Bytes, byte[]> store) {
        return new FileStore(StoreEntries.buffered(store));
    }

    /**
     * Checks that all changes can be written.
     *
     * @throws SerializationException if an entry has become too large
     */
    public void requireWritable() {
        entries.requireWritable();
    }

    /** Writes all changes at once. */
    public void write() {
        entries.write();
    }

    /** Discards all changes that aren't written. */
    public void discard() {
        entries.discard();
    }

    public SeriesStore series() {
        return new SeriesStore(entries);
    }

    public WindowStore windows() {
        return new WindowStore(entries);
    }

    public ClientFiles ofClients() {
        return new ClientFiles(entries);
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
     * Returns the consumed offsets of topics that are kept in this store. Each is written after the changes that its
     * records caused, into the same changelog, so a copy of the store that has an offset also has all changes that it
     * covers.
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
     * Returns the file's state, or null if there is no such file.
     *
     * @throws UnreadableEntryException if the entry isn't a valid state
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

    /** Returns the file's CSV format, or {@link CsvFormat#NONE} if it isn't known. */
    public CsvFormat format(String fileId) {
        byte[] json = entries.get(StoreKey.ofFile(fileId, FORMAT));
        return json == null
                ? CsvFormat.NONE
                : read(fileId, "CSV format", () -> Json.MAPPER.readValue(json, CsvFormat.class));
    }

    public void putFormat(String fileId, CsvFormat format) {
        entries.put(StoreKey.ofFile(fileId, FORMAT), Json.MAPPER.writeValueAsBytes(format));
    }

    /** Adds a new file to the lists of all files. */
    public void list(FileState state) {
        entries.put(newestFirstKey(new Listed(state.createdMs(), state.fileId())), StoreEntries.PRESENT);
        byAge().put(queued(state));
    }

    /** Returns the time index of all files, in which inactive ones are found without reading the others. */
    public TimeIndex byAge() {
        return new TimeIndex(entries, BY_AGE);
    }

    /** Changes the file's time in its state and in {@link #byAge}. The caller must write the state. */
    public void queue(FileState state, long atMs) {
        byAge().remove(queued(state));
        state.queued(atMs);
        byAge().put(queued(state));
    }

    private static TimeIndex.Entry queued(FileState state) {
        return new TimeIndex.Entry(state.queuedMs(), state.fileId());
    }

    /** Adds the file to the list of open uploads if it is one, and otherwise removes it. */
    public void listUploading(FileState state) {
        StoreKey key = StoreKey.ofAll(UPLOADING).text(state.fileId());
        if (state.uploading()) {
            entries.put(key, StoreEntries.PRESENT);
        } else {
            entries.delete(key);
        }
    }

    /** Marks a file whose end or deletion is published, but not known to be committed. */
    public void putUnconfirmed(String fileId) {
        entries.put(StoreKey.ofAll(UNCONFIRMED).text(fileId), StoreEntries.PRESENT);
    }

    public void deleteUnconfirmed(String fileId) {
        entries.delete(StoreKey.ofAll(UNCONFIRMED).text(fileId));
    }

    /** Returns the ids of such files in ascending order, from the first one or after an id, up to a limit. */
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

    /** Deletes a file's state, and removes the file from the lists of files. */
    public void delete(FileState state) {
        entries.delete(StoreKey.ofFile(state.fileId(), STATE));
        entries.delete(newestFirstKey(new Listed(state.createdMs(), state.fileId())));
        byAge().remove(queued(state));
        ofClients().remove(state);
        if (state.uploading()) {
            entries.delete(StoreKey.ofAll(UPLOADING).text(state.fileId()));
        }
    }

    /**
     * Deletes entries of a file other than its state, up to a limit.
     *
     * @param after the key of the last entry that was deleted before, or null
     * @param series receives the names of the series whose entries are deleted
     * @return the key of the last entry that is now deleted, or null if no more are left
     */
    public byte @Nullable [] deleteEntries(String fileId, byte @Nullable [] after, int limit, Consumer<String> series) {
        StoreKey beginning = StoreKey.ofFile(fileId, SeriesStore.SERIES);
        List<byte[]> keys = new ArrayList<>();
        entries.read(after == null ? beginning : StoreKey.of(after), StoreKey.ofFile(fileId, BEYOND), (key, value) -> {
            keys.add(key);
            return keys.size() <= limit;
        });
        StoreKey behindSeries = StoreKey.ofFile(fileId, SeriesStore.SERIES + 1);
        for (byte[] key : keys.subList(0, Math.min(limit, keys.size()))) {
            entries.delete(StoreKey.of(key));
            if (StoreKey.of(key).isBefore(behindSeries)) {
                series.accept(new StoreKey.Reader(key).skip(beginning).text());
            }
        }
        return keys.size() <= limit ? null : keys.get(limit - 1);
    }

    /** An entry of the list of files. */
    public record Listed(long createdMs, String fileId) {}

    /** Returns the files, newest first, from the first one or after a file, up to a limit. */
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

    /** Returns the ids of all uploads that are neither closed nor aborted. */
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
