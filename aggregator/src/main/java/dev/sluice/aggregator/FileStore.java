package dev.sluice.aggregator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.stats.SeriesStatistics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
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
 * file_id 0x00 0x00           its {@link FileState}, as JSON
 * file_id 0x00 0x01 series    its {@link SeriesStatistics}, in the order of the series' UTF-8 bytes
 * file_id 0x00 0x02 …         its rejects (a later version's)
 * 0x00 0x01 ~created file_id  the list of files, newest first
 * 0x00 0x02 file_id           the uploads that are neither closed nor aborted
 * 0x00 0x03 topic             the offset after the last record merged from a topic
 * </pre>
 */
final class FileStore {
    private static final byte STATE = 0;
    private static final byte SERIES = 1;
    private static final byte NEWEST_FIRST = 1;
    private static final byte UPLOADING = 2;
    private static final byte POSITION = 3;
    private static final byte[] PRESENT = {1};
    private static final byte[] NOTHING = {};

    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
    private final @Nullable KeyValueStore<Bytes, byte[]> writable;

    private FileStore(ReadOnlyKeyValueStore<Bytes, byte[]> store, @Nullable KeyValueStore<Bytes, byte[]> writable) {
        this.store = store;
        this.writable = writable;
    }

    static FileStore readOnly(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        return new FileStore(store, null);
    }

    static FileStore of(KeyValueStore<Bytes, byte[]> store) {
        return new FileStore(store, store);
    }

    /** A series with its name. */
    record Series(String name, SeriesStatistics statistics) {}

    @Nullable
    FileState state(String fileId) {
        byte[] json = store.get(fileKey(fileId, STATE, NOTHING));
        return json == null ? null : Json.MAPPER.readValue(json, FileState.class);
    }

    void put(FileState state) {
        writable().put(fileKey(state.fileId(), STATE, NOTHING), Json.MAPPER.writeValueAsBytes(state));
    }

    /** Enters a new file in the list of files. */
    void list(FileState state) {
        writable().put(newestFirstKey(state.createdMs(), state.fileId()), PRESENT);
    }

    /** Enters the file in the list of open uploads, or takes it out. */
    void listUploading(FileState state) {
        Bytes key = key(UPLOADING, state.fileId().getBytes(UTF_8));
        if (state.uploading()) {
            writable().put(key, PRESENT);
        } else {
            writable().delete(key);
        }
    }

    @Nullable
    SeriesStatistics series(String fileId, String name) {
        byte[] value = store.get(fileKey(fileId, SERIES, name.getBytes(UTF_8)));
        return value == null ? null : SeriesStatistics.readFrom(ByteBuffer.wrap(value));
    }

    void putSeries(String fileId, String name, SeriesStatistics statistics) {
        ByteBuffer value = ByteBuffer.allocate(SeriesStatistics.BYTES);
        statistics.writeTo(value);
        writable().put(fileKey(fileId, SERIES, name.getBytes(UTF_8)), value.array());
    }

    /** Takes series one by one. */
    interface SeriesReader {
        /** Takes one more, or says no to it and to all behind it. */
        boolean take(Series series);
    }

    /** Reads a file's series in order, those behind {@code after} (or all), until the reader has enough. */
    void readSeries(String fileId, @Nullable String after, SeriesReader reader) {
        byte[] start = after == null ? NOTHING : after.getBytes(UTF_8);
        Bytes from = fileKey(fileId, SERIES, start);
        int nameAt = from.get().length - start.length;
        Bytes to = fileKey(fileId, (byte) (SERIES + 1), NOTHING);
        try (KeyValueIterator<Bytes, byte[]> range = store.range(from, to)) {
            while (range.hasNext()) {
                KeyValue<Bytes, byte[]> entry = range.next();
                if (entry.key.equals(to) || (after != null && entry.key.equals(from))) {
                    continue;
                }
                byte[] key = entry.key.get();
                String name = new String(key, nameAt, key.length - nameAt, UTF_8);
                if (!reader.take(new Series(name, SeriesStatistics.readFrom(ByteBuffer.wrap(entry.value))))) {
                    return;
                }
            }
        }
    }

    /** A file in the list of files. */
    record Listed(long createdMs, String fileId) {}

    /** Files, newest first, those behind {@code after} (or all). */
    List<Listed> newestFirst(@Nullable Listed after, int limit) {
        Bytes from = after == null ? key(NEWEST_FIRST, NOTHING) : newestFirstKey(after.createdMs(), after.fileId());
        List<Listed> files = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range = store.range(from, key((byte) (NEWEST_FIRST + 1), NOTHING))) {
            while (range.hasNext() && files.size() < limit) {
                Bytes key = range.next().key;
                if (after == null || !key.equals(from)) {
                    files.add(listed(key.get()));
                }
            }
        }
        return files;
    }

    /** The ids of all uploads that are neither closed nor aborted. */
    List<String> uploading() {
        List<String> ids = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range =
                store.range(key(UPLOADING, NOTHING), key((byte) (UPLOADING + 1), NOTHING))) {
            while (range.hasNext()) {
                byte[] key = range.next().key.get();
                ids.add(new String(key, 2, key.length - 2, UTF_8));
            }
        }
        // The upper bound is inclusive, but positions always name a topic, so the bare bound is no key.
        return ids;
    }

    /** The offset after the last record merged from a topic; 0 before the first. */
    long position(String topic) {
        byte[] value = store.get(key(POSITION, topic.getBytes(UTF_8)));
        return value == null ? 0 : ByteBuffer.wrap(value).getLong();
    }

    void putPosition(String topic, long position) {
        writable()
                .put(
                        key(POSITION, topic.getBytes(UTF_8)),
                        ByteBuffer.allocate(Long.BYTES).putLong(position).array());
    }

    private KeyValueStore<Bytes, byte[]> writable() {
        if (writable == null) {
            throw new UnsupportedOperationException("opened for reading only");
        }
        return writable;
    }

    private static Bytes fileKey(String fileId, byte kind, byte[] rest) {
        byte[] id = fileId.getBytes(UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(id.length + 2 + rest.length)
                .put(id)
                .put((byte) 0)
                .put(kind)
                .put(rest)
                .array());
    }

    private static Bytes key(byte kind, byte[] rest) {
        return Bytes.wrap(ByteBuffer.allocate(2 + rest.length)
                .put((byte) 0)
                .put(kind)
                .put(rest)
                .array());
    }

    private static Bytes newestFirstKey(long createdMs, String fileId) {
        byte[] id = fileId.getBytes(UTF_8);
        return key(
                NEWEST_FIRST,
                ByteBuffer.allocate(Long.BYTES + id.length)
                        .putLong(~createdMs)
                        .put(id)
                        .array());
    }

    private static Listed listed(byte[] key) {
        int idAt = 2 + Long.BYTES;
        long createdMs = ~ByteBuffer.wrap(key).getLong(2);
        return new Listed(createdMs, new String(key, idAt, key.length - idAt, UTF_8));
    }
}
