package dev.sluice.aggregator.store;

import dev.sluice.aggregator.file.RejectPosition;
import dev.sluice.aggregator.store.codec.StoreKey;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Json;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The kept invalid rows by file, in the order of their positions. Values are JSON. */
public final class RejectStore {
    private static final int REJECTS = 2;

    private final StoreEntries entries;

    RejectStore(StoreEntries entries) {
        this.entries = entries;
    }

    public void put(RejectPosition at, InvalidRow row) {
        entries.put(key(row.fileId(), at), Json.MAPPER.writeValueAsBytes(row));
    }

    public void delete(String fileId, RejectPosition at) {
        entries.delete(key(fileId, at));
    }

    /** Returns the number of rows that the entry at this position counts as, or 0 if there is none. */
    public long rows(String fileId, RejectPosition at) {
        byte[] value = entries.get(key(fileId, at));
        return value == null
                ? 0
                : Json.MAPPER.readValue(value, InvalidRow.class).tally().rows();
    }

    /** Returns the position of a file's last row, or null if there is none. */
    @Nullable
    public RejectPosition last(String fileId) {
        AtomicReference<@Nullable RejectPosition> last = new AtomicReference<>();
        entries.readBackwards(beginning(fileId), end(fileId), (key, value) -> {
            last.set(position(fileId, key));
            return false;
        });
        return last.get();
    }

    /** Receives rows one by one. */
    public interface Reader {
        /** Receives a row. Returns false to stop reading. */
        boolean take(RejectPosition at, InvalidRow row);
    }

    /** Reads a file's rows in order, from the first one or after a position, until the reader stops. */
    public void read(String fileId, @Nullable RejectPosition after, Reader reader) {
        entries.read(after == null ? beginning(fileId) : key(fileId, after), end(fileId), (key, value) -> {
            RejectPosition at = position(fileId, key);
            return at.equals(after) || reader.take(at, row(fileId, value));
        });
    }

    private static InvalidRow row(String fileId, byte[] json) {
        try {
            return Json.MAPPER.readValue(json, InvalidRow.class);
        } catch (RuntimeException e) {
            throw new UnreadableEntryException(fileId, "invalid row", e);
        }
    }

    private static StoreKey beginning(String fileId) {
        return StoreKey.ofFile(fileId, REJECTS);
    }

    private static StoreKey end(String fileId) {
        return StoreKey.ofFile(fileId, REJECTS + 1);
    }

    private static StoreKey key(String fileId, RejectPosition at) {
        return beginning(fileId).ascending(at);
    }

    private static RejectPosition position(String fileId, byte[] key) {
        return new StoreKey.Reader(key).skip(beginning(fileId)).rejectPosition();
    }
}
