package dev.sluice.aggregator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.ValidRow;
import org.jspecify.annotations.Nullable;

/**
 * What rows are put together under while they are pending, as the key of a store: {@code file_id 0x00 kind series}, and
 * in an open stream {@code file_id 0x00 kind dataset 0x00 series}. A scan so meets a file's deltas side by side: neither
 * ids nor names of datasets hold a zero byte.
 *
 * @param dataset what an open stream's rows say theirs is; null for numbered files, which say it themselves
 */
record PendingKey(String fileId, DeltaKind kind, @Nullable String dataset, String series) {
    private static final byte[] NOTHING = {};

    /** The key of a row, made without any detour: there is one per row. */
    static byte[] of(ValidRow row) {
        byte[] file = row.fileId().getBytes(UTF_8);
        byte[] series = row.series().getBytes(UTF_8);
        byte[] dataset = row.chunk() == null ? row.dataset().name().getBytes(UTF_8) : NOTHING;
        int seriesAt = file.length + 2 + (row.chunk() == null ? dataset.length + 1 : 0);
        byte[] key = new byte[seriesAt + series.length];
        System.arraycopy(file, 0, key, 0, file.length);
        key[file.length + 1] = DeltaKind.code(row);
        System.arraycopy(dataset, 0, key, file.length + 2, dataset.length);
        System.arraycopy(series, 0, key, seriesAt, series.length);
        return key;
    }

    static PendingKey of(byte[] key) {
        int fileEnd = zeroFrom(key, 0);
        DeltaKind kind = DeltaKind.of(key[fileEnd + 1]);
        int restAt = fileEnd + 2;
        if (kind.origin() == Origin.CHUNK) {
            return new PendingKey(text(key, 0, fileEnd), kind, null, text(key, restAt, key.length));
        }
        int datasetEnd = zeroFrom(key, restAt);
        return new PendingKey(
                text(key, 0, fileEnd), kind, text(key, restAt, datasetEnd), text(key, datasetEnd + 1, key.length));
    }

    private static String text(byte[] key, int from, int to) {
        return new String(key, from, to - from, UTF_8);
    }

    private static int zeroFrom(byte[] key, int start) {
        int at = start;
        while (key[at] != 0) {
            at++;
        }
        return at;
    }
}
