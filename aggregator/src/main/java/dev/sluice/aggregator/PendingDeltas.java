package dev.sluice.aggregator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.ValidRow;
import dev.sluice.schemas.stats.SeriesStatistics;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The deltas that grow while rows come in, in a changelogged store: nothing of a row is ever only in memory, so a commit
 * at any moment is exact. Between bursts the store is empty.
 *
 * <p>Keys are {@code file_id 0x00 origin series}, so a scan meets a file's deltas side by side (no file id holds a zero
 * byte). Values are the checksum and the statistics.
 */
final class PendingDeltas {
    private final KeyValueStore<Bytes, byte[]> store;
    private final DeltaBatch batch = new DeltaBatch();

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
        Bytes key = key(row);
        byte[] value = store.get(key);
        ByteBuffer pending = value == null ? null : ByteBuffer.wrap(value);
        long checksum = pending == null ? 0 : pending.getLong();
        SeriesStatistics statistics = pending == null ? new SeriesStatistics() : SeriesStatistics.readFrom(pending);
        if (value == null) {
            size++;
        }
        statistics.add(row.value(), row.timestampMicros());
        ByteBuffer out = ByteBuffer.allocate(Long.BYTES + SeriesStatistics.BYTES);
        out.putLong(checksum + (row.line() == null ? 0 : row.line()));
        statistics.writeTo(out);
        store.put(key, out.array());
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
                String entryFile = fileId(entry.key.get());
                Delta delta = delta(entry.key.get(), entry.value);
                if (fileId != null && (!fileId.equals(entryFile) || !batch.hasRoomFor(delta))) {
                    receiver.accept(fileId, batch.take());
                }
                fileId = entryFile;
                batch.add(delta);
                store.delete(entry.key);
            }
        }
        if (fileId != null) {
            receiver.accept(fileId, batch.take());
        }
        size = 0;
    }

    private static Bytes key(ValidRow row) {
        byte[] file = row.fileId().getBytes(UTF_8);
        byte[] series = row.sensorId().getBytes(UTF_8);
        byte[] key = new byte[file.length + 2 + series.length];
        System.arraycopy(file, 0, key, 0, file.length);
        key[file.length + 1] = Origin.of(row).code();
        System.arraycopy(series, 0, key, file.length + 2, series.length);
        return Bytes.wrap(key);
    }

    private static String fileId(byte[] key) {
        return new String(key, 0, endOfFileId(key), UTF_8);
    }

    private static Delta delta(byte[] key, byte[] value) {
        int end = endOfFileId(key);
        String series = new String(key, end + 2, key.length - end - 2, UTF_8);
        ByteBuffer in = ByteBuffer.wrap(value);
        return new Delta(Origin.of(key[end + 1]), series, in.getLong(), SeriesStatistics.readFrom(in));
    }

    private static int endOfFileId(byte[] key) {
        int end = 0;
        while (key[end] != 0) {
            end++;
        }
        return end;
    }
}
