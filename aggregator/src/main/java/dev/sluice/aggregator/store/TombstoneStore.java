package dev.sluice.aggregator.store;

import dev.sluice.aggregator.store.codec.StoreKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tombstones of a partition's deleted files, and the progress of their deletion.
 *
 * <pre>
 * 0x00 0x07 file_id             its {@link Tombstone}
 * 0x00 0x08 free_after file_id  the same files, by the time after which their ids are free
 * 0x00 0x09 file_id             its {@link PurgeCursor}, while it still has entries
 * </pre>
 */
public final class TombstoneStore {
    private static final int DELETION = 7;
    private static final int BY_TIME = 8;
    private static final int REMAINS = 9;

    private final StoreEntries entries;
    private final TimeIndex byTime;

    TombstoneStore(StoreEntries entries) {
        this.entries = entries;
        this.byTime = new TimeIndex(entries, BY_TIME);
    }

    @Nullable
    public Tombstone find(String fileId) {
        byte[] value = entries.get(StoreKey.ofAll(DELETION).text(fileId));
        return value == null ? null : Tombstone.of(value);
    }

    /** Adds the tombstone of a file that has none. */
    public void put(String fileId, Tombstone deletion) {
        update(fileId, deletion);
        byTime.put(new TimeIndex.Entry(deletion.freeAfterMs(), fileId));
    }

    /** Replaces a file's tombstone. The time after which its id is free must not change. */
    public void update(String fileId, Tombstone deletion) {
        entries.put(StoreKey.ofAll(DELETION).text(fileId), deletion.toBytes());
    }

    public void delete(String fileId, Tombstone deletion) {
        entries.delete(StoreKey.ofAll(DELETION).text(fileId));
        byTime.remove(new TimeIndex.Entry(deletion.freeAfterMs(), fileId));
    }

    /** Returns the files whose ids are reserved until before this time, the earliest first, up to a limit. */
    public List<String> freeBefore(long ms, int limit) {
        return byTime.until(ms - 1, limit).stream().map(TimeIndex.Entry::fileId).toList();
    }

    public boolean hasRemains(String fileId) {
        return entries.get(StoreKey.ofAll(REMAINS).text(fileId)) != null;
    }

    /** Returns deleted files that still have entries, up to a limit. */
    public List<PurgeCursor> remains(int limit) {
        StoreKey beginning = StoreKey.ofAll(REMAINS);
        List<PurgeCursor> files = new ArrayList<>();
        entries.read(beginning, StoreKey.ofAll(REMAINS + 1), (key, value) -> {
            files.add(PurgeCursor.of(new StoreKey.Reader(key).skip(beginning).text(), value));
            return files.size() < limit;
        });
        return files;
    }

    public void putRemains(PurgeCursor file) {
        entries.put(StoreKey.ofAll(REMAINS).text(file.fileId()), file.toBytes());
    }

    public void deleteRemains(String fileId) {
        entries.delete(StoreKey.ofAll(REMAINS).text(fileId));
    }
}
