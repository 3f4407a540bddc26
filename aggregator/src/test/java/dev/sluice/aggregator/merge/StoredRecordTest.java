package dev.sluice.aggregator.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.delta.Delta;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileEvent.FileStored;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Small files of one record, whose {@link FileStored} event arrives before or after their rows are counted. */
class StoredRecordTest {
    private static final String ID = "raw-chunks-3-7";
    private static final long NOW = 5_000;
    private static final FileStored STORED =
            new FileStored(ID, "measurements", "a.json", Instant.ofEpochMilli(70), null);

    private final List<Supplier<Optional<FileResult>>> pieces = new ArrayList<>();
    private FileStore store;
    private CountingMetrics metrics;
    private FileMerge merge;

    @Test
    void shouldBePendingOnceItIsStored() {
        start();

        merge.fileEvent(STORED, NOW);

        FileSummary summary = store.state(ID).summary();
        assertThat(summary.status()).isEqualTo(FileStatus.PENDING);
        assertThat(summary.source()).isEqualTo("record");
        assertThat(summary.dataset()).isEqualTo("measurements");
        assertThat(summary.filename()).isEqualTo("a.json");
        assertThat(summary.uploadTime()).isEqualTo(Instant.ofEpochMilli(70));
        assertThat(store.uploading()).as("no open upload").isEmpty();
    }

    @Test
    void shouldEndTheSameForAnyOrderOfEvents() {
        List<FileSummary> ends = new ArrayList<>();
        for (List<Integer> order : List.of(
                List.of(0, 1, 2),
                List.of(0, 2, 1),
                List.of(1, 0, 2),
                List.of(1, 2, 0),
                List.of(2, 0, 1),
                List.of(2, 1, 0))) {
            start();
            order.forEach(piece -> pieces.get(piece).get());
            TestStores.results(store, metrics.meters()).committed(ID);
            // A repeated event after the end doesn't count as late.
            merge.fileEvent(STORED, NOW);
            ends.add(store.state(ID).summary());
            assertThat(metrics.late()).isZero();
        }

        assertThat(ends).allSatisfy(end -> {
            assertThat(end).isEqualTo(ends.get(0));
            assertThat(end.status()).isEqualTo(FileStatus.PROCESSED);
            assertThat(end.uploadTime()).as("the broker's time").isEqualTo(Instant.ofEpochMilli(77));
        });
    }

    @Test
    void shouldLeaveAnUploadOfThatIdAlone() {
        start();
        GeneratedFile file = new GeneratedFile(ID, new Random(1), 1, 1, 0);
        merge.fileEvent(file.opened, NOW);

        merge.fileEvent(STORED, NOW);

        assertThat(store.state(ID).summary().source()).isEqualTo("upload");
        assertThat(store.state(ID).dataset()).isEqualTo("sensor-readings");
        assertThat(store.uploading()).containsExactly(ID);
    }

    private void start() {
        store = TestStores.files();
        metrics = new CountingMetrics();
        merge = TestStores.merge(store, metrics.meters());
        ChunkSplit split = new ChunkSplit(
                ID,
                0,
                null,
                40,
                Tally.NONE.plus(1),
                Tally.NONE,
                new ChunkSplit.WholeFile("measurements", "a.json", Instant.ofEpochMilli(77), 3, 7, null, null, null),
                null);
        Delta delta = TestRows.delta(TestRows.measurement(ID, 0L, 1L, "t", 0, 2));
        pieces.clear();
        pieces.add(() -> merge.fileEvent(STORED, NOW));
        pieces.add(() -> merge.chunkSplit(split, NOW));
        pieces.add(() -> merge.deltas(ID, List.of(delta), NOW));
    }
}
