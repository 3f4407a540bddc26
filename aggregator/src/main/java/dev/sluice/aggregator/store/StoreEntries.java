package dev.sluice.aggregator.store;

import dev.sluice.aggregator.store.codec.StoreKey;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one partition's store, as bytes. They are read-only for queries.
 *
 * <p>If they are {@linkplain #buffered buffered}, changes are visible to later reads, but aren't in the store until
 * they are {@linkplain #write written}. So a record whose processing fails midway changes nothing.
 */
final class StoreEntries {
    static final byte[] PRESENT = {1};

    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
    private final @Nullable KeyValueStore<Bytes, byte[]> writable;
    private final @Nullable StoreChanges changes;

    private StoreEntries(
            ReadOnlyKeyValueStore<Bytes, byte[]> store,
            @Nullable KeyValueStore<Bytes, byte[]> writable,
            @Nullable StoreChanges changes) {
        this.store = store;
        this.writable = writable;
        this.changes = changes;
    }

    static StoreEntries readOnly(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        return new StoreEntries(store, null, null);
    }

    static StoreEntries of(KeyValueStore<Bytes, byte[]> store) {
        return new StoreEntries(store, store, null);
    }

    static StoreEntries buffered(KeyValueStore<Bytes, byte[]> store) {
        return new StoreEntries(store, store, new StoreChanges());
    }

    /** Receives entries one by one. */
    interface Reader {
        /** Receives an entry. Returns false to stop reading. */
        boolean take(byte[] key, byte[] value);
    }

    byte @Nullable [] get(StoreKey key) {
        Bytes bytes = key.bytes();
        return changes != null && changes.has(bytes) ? changes.get(bytes) : store.get(bytes);
    }

    void put(StoreKey key, byte[] value) {
        if (changes == null) {
            writable().put(key.bytes(), value);
        } else {
            changes.put(key.bytes(), value);
        }
    }

    /** Puts many entries at once. Of two with the same key, the later one takes precedence. */
    void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        if (changes == null) {
            writable().putAll(entries);
        } else {
            entries.forEach(entry -> changes.put(entry.key, entry.value));
        }
    }

    void delete(StoreKey key) {
        if (changes == null) {
            writable().delete(key.bytes());
        } else {
            changes.put(key.bytes(), null);
        }
    }

    /** Reads the entries from {@code from} (inclusive) to {@code to} (exclusive), until the reader stops. */
    void read(StoreKey from, StoreKey to, Reader reader) {
        KeyValueIterator<Bytes, byte[]> stored = store.range(from.bytes(), to.bytes());
        read(changes == null ? stored : changes.over(stored, from.bytes(), to.bytes()), to, reader);
    }

    /** Reads the same entries in descending order. */
    void readBackwards(StoreKey from, StoreKey to, Reader reader) {
        KeyValueIterator<Bytes, byte[]> stored = store.reverseRange(from.bytes(), to.bytes());
        read(changes == null ? stored : changes.overReversed(stored, from.bytes(), to.bytes()), to, reader);
    }

    /**
     * Checks that all buffered changes can be written.
     *
     * @throws SerializationException if an entry is larger than a record of the store's changelog may be
     */
    void requireWritable() {
        if (changes != null) {
            changes.requireSizes();
        }
    }

    /** Writes all buffered changes at once. */
    void write() {
        if (changes != null && !changes.isEmpty()) {
            writable().putAll(changes.take());
        }
    }

    /** Discards all buffered changes. */
    void discard() {
        if (changes != null) {
            changes.clear();
        }
    }

    private static void read(KeyValueIterator<Bytes, byte[]> range, StoreKey to, Reader reader) {
        // The store's upper bound is inclusive.
        Bytes end = to.bytes();
        boolean more = true;
        try (range) {
            while (more && range.hasNext()) {
                KeyValue<Bytes, byte[]> entry = range.next();
                more = entry.key.equals(end) || reader.take(entry.key.get(), entry.value);
            }
        }
    }

    private KeyValueStore<Bytes, byte[]> writable() {
        if (writable == null) {
            throw new UnsupportedOperationException("opened for reading only");
        }
        return writable;
    }
}
