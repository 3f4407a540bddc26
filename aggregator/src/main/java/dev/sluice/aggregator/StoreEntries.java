package dev.sluice.aggregator;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The entries of one partition's store, as bytes; of a store that a query reads they can't be changed. */
final class StoreEntries {
    static final byte[] PRESENT = {1};

    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
    private final @Nullable KeyValueStore<Bytes, byte[]> writable;

    private StoreEntries(ReadOnlyKeyValueStore<Bytes, byte[]> store, @Nullable KeyValueStore<Bytes, byte[]> writable) {
        this.store = store;
        this.writable = writable;
    }

    static StoreEntries readOnly(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        return new StoreEntries(store, null);
    }

    static StoreEntries of(KeyValueStore<Bytes, byte[]> store) {
        return new StoreEntries(store, store);
    }

    /** Takes entries one by one. */
    interface Reader {
        /** Takes one more, or says no to it and to all behind it. */
        boolean take(byte[] key, byte[] value);
    }

    byte @Nullable [] get(StoreKey key) {
        return store.get(key.bytes());
    }

    void put(StoreKey key, byte[] value) {
        writable().put(key.bytes(), value);
    }

    /** Puts many entries at once; of two with the same key the later one counts. */
    void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        writable().putAll(entries);
    }

    void delete(StoreKey key) {
        writable().delete(key.bytes());
    }

    /** Reads the entries from {@code from} on and before {@code to}, until the reader has enough. */
    void read(StoreKey from, StoreKey to, Reader reader) {
        read(store.range(from.bytes(), to.bytes()), to, reader);
    }

    /** The same the other way round, from the last one on. */
    void readBackwards(StoreKey from, StoreKey to, Reader reader) {
        read(store.reverseRange(from.bytes(), to.bytes()), to, reader);
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
