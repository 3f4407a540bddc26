package dev.sluice.aggregator.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** The changes of a store that aren't written to it yet: by key the new value, or null for a deletion. */
final class StoreChanges {
    /**
     * The maximum size of a key and its value. Each change is a record of the changelog, whose topic has Kafka's
     * default limit: 1 MiB, including overhead.
     */
    static final int MAX_ENTRY_BYTES = 960 * 1024;

    /** In the order in which the keys were first changed. */
    private final Map<Bytes, byte @Nullable []> changes = new LinkedHashMap<>();
    /** The same changes sorted by key. Created when a range is first read, as most records need none. */
    private @Nullable NavigableMap<Bytes, byte @Nullable []> sorted;

    boolean isEmpty() {
        return changes.isEmpty();
    }

    boolean has(Bytes key) {
        return changes.containsKey(key);
    }

    byte @Nullable [] get(Bytes key) {
        return changes.get(key);
    }

    void put(Bytes key, byte @Nullable [] value) {
        changes.put(key, value);
        if (sorted != null) {
            sorted.put(key, value);
        }
    }

    void clear() {
        changes.clear();
        sorted = null;
    }

    /** Returns and removes all changes. */
    List<KeyValue<Bytes, byte @Nullable []>> take() {
        List<KeyValue<Bytes, byte @Nullable []>> all = new ArrayList<>(changes.size());
        changes.forEach((key, value) -> all.add(KeyValue.pair(key, value)));
        clear();
        return all;
    }

    /**
     * Checks that the changelog accepts each entry.
     *
     * @throws SerializationException if an entry is too large
     */
    void requireSizes() {
        changes.forEach((key, value) -> {
            int size = key.get().length + (value == null ? 0 : value.length);
            if (size > MAX_ENTRY_BYTES) {
                throw new SerializationException("expected what is kept of a file in entries of at most "
                        + MAX_ENTRY_BYTES + " bytes, found one of " + size);
            }
        });
    }

    /** Returns the stored entries from one key to another (inclusive), ascending, with these changes applied. */
    KeyValueIterator<Bytes, byte[]> over(KeyValueIterator<Bytes, byte[]> stored, Bytes from, Bytes to) {
        return changes.isEmpty() ? stored : new Changed(stored, between(from, to), 1);
    }

    /** Returns the same entries in descending order. */
    KeyValueIterator<Bytes, byte[]> overReversed(KeyValueIterator<Bytes, byte[]> stored, Bytes from, Bytes to) {
        return changes.isEmpty()
                ? stored
                : new Changed(stored, between(from, to).descendingMap(), -1);
    }

    private NavigableMap<Bytes, byte @Nullable []> between(Bytes from, Bytes to) {
        NavigableMap<Bytes, byte @Nullable []> all = sorted == null ? new TreeMap<>(changes) : sorted;
        sorted = all;
        // A copy, as the reader may make changes while it reads.
        return from.compareTo(to) > 0 ? new TreeMap<>() : new TreeMap<>(all.subMap(from, true, to, true));
    }

    /** Merges two sorted sequences. A change replaces the stored entry with the same key. */
    private static final class Changed implements KeyValueIterator<Bytes, byte[]> {
        private final KeyValueIterator<Bytes, byte[]> stored;
        private final Iterator<Map.Entry<Bytes, byte @Nullable []>> changed;
        private final int direction;
        private Map.@Nullable Entry<Bytes, byte @Nullable []> change;
        private @Nullable KeyValue<Bytes, byte[]> next;

        Changed(KeyValueIterator<Bytes, byte[]> stored, NavigableMap<Bytes, byte @Nullable []> changes, int direction) {
            this.stored = stored;
            this.changed = changes.entrySet().iterator();
            this.direction = direction;
            nextChange();
            advance();
        }

        private void nextChange() {
            change = changed.hasNext() ? changed.next() : null;
        }

        private void advance() {
            next = null;
            while (next == null && (change != null || stored.hasNext())) {
                int order = order();
                if (order < 0) {
                    next = stored.next();
                    continue;
                }
                if (order == 0) {
                    stored.next();
                }
                Map.Entry<Bytes, byte @Nullable []> taken = change;
                nextChange();
                if (taken != null && taken.getValue() != null) {
                    next = KeyValue.pair(taken.getKey(), taken.getValue());
                }
            }
        }

        /** Compares the next stored entry with the next change: negative if the stored entry is first. */
        private int order() {
            if (change == null) {
                return -1;
            }
            return stored.hasNext() ? direction * stored.peekNextKey().compareTo(change.getKey()) : 1;
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            KeyValue<Bytes, byte[]> taken = next;
            if (taken == null) {
                throw new NoSuchElementException();
            }
            advance();
            return taken;
        }

        @Override
        public Bytes peekNextKey() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            return next.key;
        }

        @Override
        public void close() {
            stored.close();
        }
    }
}
