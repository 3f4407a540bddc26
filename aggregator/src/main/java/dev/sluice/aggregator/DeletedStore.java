package dev.sluice.aggregator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a partition's deleted files.
 *
 * <pre>
 * 0x00 0x07 file_id             its {@link Deletion}
 * 0x00 0x08 free_after file_id  the same files, by when their ids can be used again
 * 0x00 0x09 file_id             its {@link Remains}, while it has any
 * </pre>
 */
final class DeletedStore {
    private static final int DELETION = 7;
    private static final int BY_TIME = 8;
    private static final int REMAINS = 9;

    private final StoreEntries entries;
    private final TimeQueue byTime;

    DeletedStore(StoreEntries entries) {
        this.entries = entries;
        this.byTime = new TimeQueue(entries, BY_TIME);
    }

    @Nullable
    Deletion find(String fileId) {
        byte[] value = entries.get(StoreKey.ofAll(DELETION).text(fileId));
        return value == null ? null : Deletion.readFrom(value);
    }

    /** Enters a file that wasn't there. */
    void put(String fileId, Deletion deletion) {
        update(fileId, deletion);
        byTime.put(new TimeQueue.Entry(deletion.freeAfterMs(), fileId));
    }

    /** Changes what is said of a file, but not until when its id is taken. */
    void update(String fileId, Deletion deletion) {
        entries.put(StoreKey.ofAll(DELETION).text(fileId), deletion.toBytes());
    }

    void delete(String fileId, Deletion deletion) {
        entries.delete(StoreKey.ofAll(DELETION).text(fileId));
        byTime.remove(new TimeQueue.Entry(deletion.freeAfterMs(), fileId));
    }

    /** The files whose ids may be used again after that time, the first so many of them. */
    List<String> freeBefore(long ms, int limit) {
        return byTime.until(ms - 1, limit).stream().map(TimeQueue.Entry::fileId).toList();
    }

    boolean hasRemains(String fileId) {
        return entries.get(StoreKey.ofAll(REMAINS).text(fileId)) != null;
    }

    /** Files that still have entries. */
    List<Remains> remains(int limit) {
        StoreKey beginning = StoreKey.ofAll(REMAINS);
        List<Remains> files = new ArrayList<>();
        entries.read(beginning, StoreKey.ofAll(REMAINS + 1), (key, value) -> {
            files.add(Remains.readFrom(new StoreKey.Reader(key).skip(beginning).text(), value));
            return files.size() < limit;
        });
        return files;
    }

    void putRemains(Remains file) {
        entries.put(StoreKey.ofAll(REMAINS).text(file.fileId()), file.toBytes());
    }

    void deleteRemains(String fileId) {
        entries.delete(StoreKey.ofAll(REMAINS).text(fileId));
    }
}
