package dev.sluice.aggregator.store;

import dev.sluice.aggregator.store.codec.StoreKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of a partition in the order of a time, the earliest first. Entries are mostly removed at the front, where
 * RocksDB would skip their tombstones in every read. So the index keeps a lower bound of its keys, and starts reading
 * there.
 */
public final class TimeIndex {
    private static final int FRONT = 10;

    private final StoreEntries entries;
    private final int kind;

    /** @param kind the kind of the entries, whose keys are {@code 0x00 kind time file_id} */
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

    /** Returns the entries whose time isn't after this, the earliest first, up to a limit. */
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

    /** Returns the lower bound: no entry has a smaller key. */
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
