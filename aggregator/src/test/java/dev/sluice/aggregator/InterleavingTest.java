package dev.sluice.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.FileIds;
import dev.sluice.schemas.dataset.Datasets;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileEvent.FileStored;
import dev.sluice.schemas.message.FileEvent.StreamClosed;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.RowError;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.message.ValidRow;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.SeriesOverFiles;
import dev.sluice.schemas.query.SeriesPage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of all sources and of several datasets, their pieces in every order that topics allow: the end is the same. */
class InterleavingTest {
    private static final int PARTITIONS = 2;
    private static final long NOW = 5_000;
    private static final List<String> FILES = List.of("upload", "record-0-1", "record-0-2", "record-1-0", "stream");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void shouldComeToTheSameEnd(long seed) {
        Picture expected = new Run(null).end();

        Picture found = new Run(new Random(seed)).end();

        assertThat(found)
                .usingRecursiveComparison()
                .withEqualsForType((a, b) -> Math.abs(a - b) <= 1e-12 * Math.abs(b), Double.class)
                .ignoringCollectionOrderInFields("summaries.errors")
                .isEqualTo(expected);
        assertThat(found.summaries)
                .extracting(FileSummary::status)
                .containsExactly(
                        FileStatus.PARTIAL,
                        FileStatus.PROCESSED,
                        FileStatus.PARTIAL,
                        FileStatus.PROCESSED,
                        FileStatus.PARTIAL);
    }

    /** All that queries show. */
    private record Picture(
            List<FileSummary> summaries,
            List<SeriesPage> series,
            List<List<InvalidRow>> rejects,
            List<SeriesOverFiles.Page> overFiles,
            List<DatasetTotals> totals) {}

    /** Pieces in their queues, taken in the order given, or from random queues. */
    private static final class Run {
        private final Random random;
        private final CountingMetrics metrics = new CountingMetrics();
        private final List<FileStore> stores = List.of(TestStores.files(), TestStores.files());
        private final List<PendingDeltas> pending = List.of(new PendingDeltas(), new PendingDeltas());
        private final List<Deque<Runnable>> queues = new ArrayList<>();

        Run(Random random) {
            this.random = random;
            upload();
            record("record-0-1", 0, 1, 10);
            record("record-0-2", 0, 2, 20);
            record("record-1-0", 1, 0, 30);
            stream();
        }

        private void upload() {
            GeneratedFile file = new GeneratedFile("upload", new Random(7), 4, 20, 0.3);
            queue(() -> merge("upload", merge -> merge.fileEvent(file.opened, NOW)));
            queue(() -> merge("upload", merge -> merge.fileEvent(file.closed, NOW)));
            file.splits.forEach(split -> queue(() -> merge("upload", merge -> merge.chunkSplit(split, NOW))));
            file.invalid.forEach(row -> queue(() -> merge("upload", merge -> merge.invalidRow(row, NOW))));
            file.valid.forEach(row -> queue(() -> add(row)));
        }

        /** Three rows of one series, of which the last counts, and one of another; the second record has a bad row. */
        private void record(String id, int partition, long offset, double value) {
            boolean bad = offset == 2;
            Tally valid = Tally.NONE.plus(1).plus(2).plus(3).plus(4);
            Tally invalid = bad ? Tally.NONE.plus(5) : Tally.NONE;
            var whole = new ChunkSplit.WholeFile(
                    "measurements", null, Instant.ofEpochMilli(1_000), partition, offset, null, null);
            queue(() -> merge(
                    id,
                    merge ->
                            merge.fileEvent(new FileStored(id, "measurements", null, Instant.ofEpochMilli(999)), NOW)));
            queue(() ->
                    merge(id, merge -> merge.chunkSplit(new ChunkSplit(id, 0, 9, valid, invalid, whole, null), NOW)));
            queue(
                    () -> add(TestRows.measurement(id, 0L, 1L, "t", value)),
                    () -> add(TestRows.measurement(id, 0L, 2L, "t", value, value + 1)));
            queue(() -> add(TestRows.measurement(id, 0L, 3L, "t", value + 2)));
            queue(() -> add(TestRows.measurement(id, 0L, 4L, "t" + partition, value)));
            if (bad) {
                queue(() -> merge(id, merge -> merge.invalidRow(TestRows.invalid(id, 0L, 5), NOW)));
            }
        }

        private void stream() {
            queue(() -> merge("stream", merge -> merge.fileEvent(new StreamClosed("stream", 12), NOW)));
            for (int i = 0; i < 9; i++) {
                ValidRow row = TestRows.plays("stream", null, (long) i, "Song " + i % 7 + ",2020-01-01", i);
                queue(() -> add(row));
            }
            // Rows of one topic and key keep their order.
            queue(Stream.of("a", "b", "c")
                    .map(field -> new RowError("type-error", field, "no number", null))
                    .<Runnable>map(error -> () ->
                            merge("stream", merge -> merge.invalidRow(TestRows.invalid("stream", null, 3, error), NOW)))
                    .toArray(Runnable[]::new));
        }

        Picture end() {
            while (!queues.isEmpty()) {
                int at = random == null ? 0 : random.nextInt(queues.size());
                queues.get(at).remove().run();
                if (queues.get(at).isEmpty()) {
                    queues.remove(at);
                }
                if (random != null && random.nextInt(4) == 0) {
                    flush(random.nextInt(2));
                    writer(stores.get(random.nextInt(2))).enterMore();
                }
                if (queues.isEmpty()) {
                    flush(0);
                    flush(1);
                }
            }
            assertThat(metrics.late + metrics.strays).isZero();
            Picture unfinished = picture();
            stores.forEach(store -> {
                while (!store.overFiles().unfinished(1).isEmpty()) {
                    writer(store).enterMore();
                }
            });
            Picture finished = picture();
            assertThat(finished.overFiles).hasSameSizeAs(unfinished.overFiles);
            assertThat(finished)
                    .usingRecursiveComparison()
                    .withEqualsForType((a, b) -> Math.abs(a - b) <= 1e-12 * Math.abs(b), Double.class)
                    .isEqualTo(unfinished);
            return finished;
        }

        private Picture picture() {
            StoreQueries queries =
                    new StoreQueries(stores::get, new NoEvents(), Datasets.shipped(), PARTITIONS, Duration.ZERO);
            List<String> datasets = Datasets.shipped().names();
            return new Picture(
                    FILES.stream().map(id -> found(queries.file(id))).toList(),
                    FILES.stream()
                            .map(id -> found(queries.series(id, null, 99)))
                            .toList(),
                    FILES.stream()
                            .map(id -> found(queries.rejects(id, RejectsPage.Filter.NONE, null, 99))
                                    .rejects())
                            .toList(),
                    datasets.stream()
                            .map(name -> found(queries.allSeriesOverFiles(name, null, 99)))
                            .toList(),
                    datasets.stream().map(name -> found(queries.totals(name))).toList());
        }

        private void queue(Runnable... pieces) {
            Deque<Runnable> queue = new ArrayDeque<>();
            Collections.addAll(queue, pieces);
            queues.add(queue);
        }

        private void add(ValidRow row) {
            pending.get(FileIds.partition(row.series(), 2)).add(row);
        }

        private void flush(int partition) {
            pending.get(partition)
                    .drainTo((id, batch) -> merge(id, merge -> merge.deltas(id, DeltaBatch.read(batch), NOW)));
        }

        private void merge(String fileId, Function<FileMerge, Optional<FileResult>> step) {
            FileStore store = stores.get(FileIds.partition(fileId, PARTITIONS));
            step.apply(new FileMerge(store, 7, metrics))
                    .ifPresent(result ->
                            queue(() -> new CommittedResults(store, writer(store), metrics).committed(fileId)));
        }

        private static OverFilesWriter writer(FileStore store) {
            return new OverFilesWriter(store, 2);
        }

        private static <T> T found(Answer<T> answer) {
            assertThat(answer).isInstanceOf(Answer.Found.class);
            return ((Answer.Found<T>) answer).value();
        }
    }
}
