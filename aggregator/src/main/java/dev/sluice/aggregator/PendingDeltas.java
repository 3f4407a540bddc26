package dev.sluice.aggregator;

import dev.sluice.aggregator.RecentDeltas.Recent;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.message.ValidRow;
import dev.sluice.schemas.stats.SeriesStatistics;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The deltas that grow while rows come in, in a changelogged store: nothing of a row is ever only in memory, so a commit
 * at any moment is exact. Between bursts the store is empty. Nobody else writes to it, so what was last put need not be
 * read from it again: see {@link RecentDeltas}, which begins empty with each task.
 *
 * <p>Keys are {@link PendingKey}s; values are the count of the rows, the sum of their lines, and a {@link SeriesValue}.
 */
final class PendingDeltas {
    private static final int TALLY_BYTES = 2 * Long.BYTES;

    private final KeyValueStore<Bytes, byte[]> store;
    private final DeltaBatch batch = new DeltaBatch();
    private final RecentDeltas recent = new RecentDeltas();
    private final SeriesValue ofAllRows = new SeriesValue(new SeriesStatistics(), null);

    /** A hint for when to drain, not a fact: it starts anew with each task. */
    private long size;

    PendingDeltas(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        this.size = store.approximateNumEntries();
    }

    /** Receives a file's deltas. */
    interface Receiver {
        void accept(String fileId, byte[] deltaBatch);
    }

    void add(ValidRow row) {
        long line = row.line() == null ? 0 : row.line();
        Recent delta = recent.of(row);
        byte[] pending = delta.value() == null ? store.get(delta.key()) : delta.value();
        if (pending == null) {
            size++;
            put(delta, 1, line, SeriesValue.of(row));
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(pending);
        long rows = in.getLong();
        long checksum = in.getLong();
        put(delta, rows + 1, checksum + line, valueFrom(in).plus(row));
    }

    /** About how many deltas are pending. */
    long size() {
        return size;
    }

    /** Hands on all that is pending, a file's deltas packed together, and empties the store. */
    void drainTo(Receiver receiver) {
        String fileId = null;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                PendingKey key = PendingKey.of(entry.key.get());
                Delta delta = delta(key, ByteBuffer.wrap(entry.value));
                if (fileId != null && (!fileId.equals(key.fileId()) || !batch.hasRoomFor(delta))) {
                    receiver.accept(fileId, batch.take());
                }
                fileId = key.fileId();
                batch.add(delta);
                store.delete(entry.key);
            }
        }
        if (fileId != null) {
            receiver.accept(fileId, batch.take());
        }
        recent.clear();
        size = 0;
    }

    /** The bytes are new each time: the store and its cache keep those they were given. */
    private void put(Recent delta, long rows, long checksum, SeriesValue value) {
        ByteBuffer out = ByteBuffer.allocate(TALLY_BYTES + value.bytes());
        out.putLong(rows).putLong(checksum);
        value.writeTo(out);
        store.put(delta.key(), out.array());
        delta.put(out.array());
    }

    /** Of all rows in an object that serves the next time again, for this is done with each row. */
    private SeriesValue valueFrom(ByteBuffer in) {
        if (in.remaining() > SeriesStatistics.BYTES) {
            return SeriesValue.readFrom(in);
        }
        ofAllRows.statistics().set(in);
        return ofAllRows;
    }

    private static Delta delta(PendingKey key, ByteBuffer value) {
        Tally tally = new Tally(value.getLong(), value.getLong());
        return new Delta(key.kind().origin(), key.dataset(), key.series(), tally, SeriesValue.readFrom(value));
    }
}
