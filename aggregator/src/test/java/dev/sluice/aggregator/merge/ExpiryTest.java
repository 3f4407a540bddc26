package dev.sluice.aggregator.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.aggregator.store.TimeIndex;
import dev.sluice.schemas.message.FileDeletion.FileExpired;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import dev.sluice.schemas.query.FileStatus;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/** Judged only by the timestamps of records. */
class ExpiryTest {
    private static final long RETENTION = Duration.ofDays(30).toMillis();
    private static final long PATIENCE = FileMerge.PATIENCE.toMillis();

    private final KeyValueStore<Bytes, byte[]> bytes = TestStores.bytes();
    private final FileStore store = FileStore.of(bytes);
    private final CountingMetrics metrics = new CountingMetrics();
    private final FileMerge merge = TestStores.merge(store, metrics.meters());
    private final CommittedResults results = TestStores.results(store, metrics.meters());

    @Test
    void shouldDeleteAFileAfterItsRetention() {
        row("f", 1_000);
        end("f", 5_000);

        assertThat(expired("f", 5_000 + RETENTION)).isFalse();
        assertThat(store.isKnown("f")).isTrue();
        assertThat(due(5_000 + RETENTION)).as("not to be asked about again").isEmpty();
        assertThat(due(5_001 + RETENTION)).containsExactly("f");

        assertThat(expired("f", 5_001 + RETENTION)).isTrue();
        assertThat(store.isKnown("f")).isFalse();
        assertThat(due(Long.MAX_VALUE)).isEmpty();
        assertThat(metrics.expired()).isEqualTo(1);
        assertThat(metrics.deleted()).isZero();
    }

    @Test
    void shouldDeleteAnInactiveStreamOnlyIfItStaysInactive() {
        row("stream", 1_000);
        row("stream", 9_000);
        long silent = 9_001 + RETENTION;

        assertThat(expired("stream", silent)).isFalse();
        assertThat(due(silent + PATIENCE)).isEmpty();
        assertThat(expired("stream", silent + PATIENCE - 1)).isFalse();
        assertThat(due(silent + PATIENCE + 1)).containsExactly("stream");

        assertThat(expired("stream", silent + PATIENCE)).isTrue();
        assertThat(store.isKnown("stream")).isFalse();
    }

    /** Its chunk was corrupted on the brokers' disk, so its file is unknown. */
    @Test
    void shouldKeepAClosedUploadThatLacksAChunkProcessingUntilItIsDeleted() {
        GeneratedFile file = new GeneratedFile("f", new Random(1), 2, 1, 0);
        merge.fileEvent(file.opened, 1_000);
        merge.deltas("f", List.of(TestRows.delta(file.valid.get(0))), 1_000);
        merge.chunkSplit(file.splits.get(0), 1_000);
        merge.fileEvent(file.closed, 1_000);
        long silent = 1_001 + RETENTION;

        assertThat(store.state("f").summary().status()).isEqualTo(FileStatus.PROCESSING);
        assertThat(expired("f", silent)).isFalse();
        assertThat(expired("f", silent + PATIENCE)).isTrue();
        assertThat(store.isKnown("f")).isFalse();
    }

    @Test
    void shouldKeepAStreamWithUnreadRows() {
        row("stream", 1_000);
        long silent = 1_001 + RETENTION;
        assertThat(expired("stream", silent)).isFalse();

        row("stream", silent - 1_000);

        assertThat(expired("stream", silent + PATIENCE)).isFalse();
        assertThat(due(silent + PATIENCE)).isEmpty();
        assertThat(store.state("stream").summary().validRows()).isEqualTo(2);
        long again = silent - 1_000 + RETENTION + 1;
        assertThat(expired("stream", again)).isFalse();
        assertThat(expired("stream", again + PATIENCE)).isTrue();
    }

    @Test
    void shouldRestartAnExpiredStreamImmediately() {
        row("stream", 1_000);
        expired("stream", 1_001 + RETENTION);
        long gone = 1_001 + RETENTION + PATIENCE;
        assertThat(expired("stream", gone)).isTrue();
        results.deleted("stream");

        row("stream", gone + 1);

        assertThat(store.state("stream").summary().validRows()).isEqualTo(1);
        assertThat(store.state("stream").createdMs()).isEqualTo(gone + 1);
        assertThat(metrics.late()).isZero();
    }

    @Test
    void shouldIgnoreTheExpiryOfAnUnknownFile() {
        assertThat(expired("f", RETENTION)).isFalse();

        assertThat(TestStores.keys(bytes)).isEmpty();
    }

    @Test
    void shouldFindExpiredFilesForAnyOrderOfArrival() {
        for (int i = 0; i < 20; i++) {
            row("a" + i, 1_000 + i);
            end("a" + i, 1_000 + i);
        }
        for (String fileId : due(1_011 + RETENTION)) {
            assertThat(expired(fileId, 1_011 + RETENTION)).isTrue();
        }
        // Older than what was purged already: it came from a backlog.
        row("late", 500);
        end("late", 500);

        assertThat(due(1_012 + RETENTION)).containsExactly("late", "a11");
    }

    private void row(String fileId, long atMs) {
        merge.deltas(fileId, List.of(TestRows.delta(TestRows.reading(fileId, null, null, "a", 1))), atMs);
    }

    private void end(String fileId, long atMs) {
        assertThat(merge.streamEvent(new StreamClosed(fileId, 1), atMs)).isPresent();
        results.committed(fileId);
    }

    private boolean expired(String fileId, long atMs) {
        return merge.expired(new FileExpired(fileId), atMs);
    }

    /** The files that would be checked at this time. */
    private List<String> due(long nowMs) {
        return store.byAge().until(nowMs - RETENTION - 1, 99).stream()
                .map(TimeIndex.Entry::fileId)
                .toList();
    }
}
