package dev.sluice.aggregator.store;

import dev.sluice.aggregator.store.codec.StoreKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of a partition in the order of a time of theirs, the earliest first. What is taken out is mostly at the front, where
 * RocksDB goes on passing what isn't there any more: so where the first entry stands is noted, and reading begins there.
 */
public final class TimeIndex {
    private static final int FRONT = 10;

    private final StoreEntries entries;
    private final int kind;

    /** @param kind of the entries, each of which is {@code 0x00 kind time file_id} */
    TimeIndex(StoreEntries entries, int kind) {
        this.entries = entries;
        this.kind = kind;
    }

    /** A file and its time, in milliseconds since the epoch. */
    public record Entry(long atMs, String fileId) {}

    void put(Entry entry) {
        StoreKey key = key(entry);
        entries.put(key, StoreEntries.PRESENT);
        if (key.isBefore(front())) {
            putFront(key);
        }
    }

    void remove(Entry entry) {
        StoreKey key = key(entry);
        entries.delete(key);
        List<Entry> first = until(Long.MAX_VALUE, 1);
        StoreKey front = first.isEmpty() ? key : key(first.get(0));
        if (!front.isBefore(key)) {
            putFront(front);
        }
    }

    /** The first entries whose time is not after this. */
    public List<Entry> until(long ms, int limit) {
        StoreKey beginning = StoreKey.ofAll(kind);
        List<Entry> found = new ArrayList<>();
        entries.read(front(), StoreKey.ofAll(kind + 1), (key, value) -> {
            StoreKey.Reader in = new StoreKey.Reader(key).skip(beginning);
            Entry entry = new Entry(in.ascending(), in.text());
            if (entry.atMs() > ms) {
                return false;
            }
            found.add(entry);
            return found.size() < limit;
        });
        return found;
    }

    private StoreKey key(Entry entry) {
        return StoreKey.ofAll(kind).ascending(entry.atMs()).text(entry.fileId());
    }

    /** No entry stands before it. */
    private StoreKey front() {
        byte[] front = entries.get(frontKey());
        return front == null ? StoreKey.ofAll(kind) : StoreKey.of(front);
    }

    private void putFront(StoreKey front) {
        entries.put(frontKey(), front.bytes().get());
    }

    private StoreKey frontKey() {
        return StoreKey.ofAll(FRONT).ascending(kind);
    }
}
