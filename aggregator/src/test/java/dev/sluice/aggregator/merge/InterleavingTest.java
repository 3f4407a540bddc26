package dev.sluice.aggregator.merge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.delta.PendingDeltas;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.query.NoEvents;
import dev.sluice.aggregator.query.StoreQueries;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileDeletion.FileDeleted;
import dev.sluice.schemas.message.FileEvent.FileStored;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.SeriesOverFiles;
import dev.sluice.schemas.query.SeriesPage;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.row.RowError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of all sources and of several datasets, their pieces in every order that topics allow: the end is the same. And if one
 * of them is deleted at any time, it is as if it had never been.
 */
class InterleavingTest {
    private static final int PARTITIONS = 2;
    private static final long NOW = 5_000;
    private static final List<String> FILES = List.of("upload", "record-0-1", "record-0-2", "record-1-0", "stream");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void shouldReachTheSameResultForAnyInterleaving(long seed) {
        Picture expected = new Run(null, FILES).end();

        Picture found = new Run(new Random(seed), FILES).end();

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

    @ParameterizedTest
    @MethodSource("deletions")
    void shouldReachTheResultWithoutADeletedFileForAnyInterleaving(String doomed, long seed) {
        List<String> others = FILES.stream().filter(id -> !id.equals(doomed)).toList();
        Picture expected = new Run(null, others).end();

        Run run = new Run(new Random(seed), FILES);
        run.delete(doomed);
        Picture found = run.end();

        assertThat(found)
                .usingRecursiveComparison()
                .withEqualsForType((a, b) -> Math.abs(a - b) <= 1e-12 * Math.abs(b), Double.class)
                .ignoringCollectionOrderInFields("summaries.errors")
                .isEqualTo(expected);
        assertThat(run.leftOf(doomed)).as("its deletion, and that by its time").isEqualTo(2);
    }

    static Stream<Arguments> deletions() {
        return FILES.stream().flatMap(id -> LongStream.rangeClosed(1, 30).mapToObj(seed -> Arguments.of(id, seed)));
    }

    /** The results of all queries. */
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
        private final List<KeyValueStore<Bytes, byte[]>> bytes = List.of(TestStores.bytes(), TestStores.bytes());
        private final List<FileStore> stores = bytes.stream().map(FileStore::of).toList();
        private final Map<String, Deque<Runnable>> readBack = new HashMap<>();
        private final List<String> files;
        private String deleted;
        private long dropped;
        private final List<PendingDeltas> pending = List.of(new PendingDeltas(), new PendingDeltas());
        private final List<Deque<Runnable>> queues = new ArrayList<>();

        Run(Random random, List<String> files) {
            this.random = random;
            this.files = new ArrayList<>(files);
            if (files.contains("upload")) {
                upload();
            }
            record("record-0-1", 0, 1, 10);
            record("record-0-2", 0, 2, 20);
            record("record-1-0", 1, 0, 30);
            if (files.contains("stream")) {
                stream();
            }
        }

        /** At a random time, once the file is known. */
        void delete(String fileId) {
            queue(() -> tryToDelete(fileId));
        }

        private void tryToDelete(String fileId) {
            boolean done = merge(store(fileId)).deleted(new FileDeleted(fileId), NOW);
            if (done) {
                deleted = fileId;
                files.remove(fileId);
                readBack(fileId, () -> TestStores.results(store(fileId), 2, metrics.meters())
                        .deleted(fileId));
            } else {
                delete(fileId);
            }
        }

        /** The number of a file's entries. */
        long leftOf(String fileId) {
            return bytes.stream()
                    .flatMap(store -> TestStores.keys(store).stream())
                    .filter(key -> new String(key.get(), ISO_8859_1).contains(fileId))
                    .count();
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
            if (!files.contains(id)) {
                return;
            }
            boolean bad = offset == 2;
            Tally valid = Tally.NONE.plus(1).plus(2).plus(3).plus(4);
            Tally invalid = bad ? Tally.NONE.plus(5) : Tally.NONE;
            var whole = new ChunkSplit.WholeFile(
                    "measurements", null, Instant.ofEpochMilli(1_000), partition, offset, null, null, null);
            queue(() -> merge(
                    id,
                    merge -> merge.fileEvent(
                            new FileStored(id, "measurements", null, Instant.ofEpochMilli(999), null), NOW)));
            queue(() -> merge(
                    id, merge -> merge.chunkSplit(new ChunkSplit(id, 0, null, 9, valid, invalid, whole, null), NOW)));
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
            queue(() -> merge("stream", merge -> merge.streamEvent(new StreamClosed("stream", 12), NOW)));
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
                Deque<Runnable> queue = queues.get(at);
                Runnable next = queue.remove();
                if (queue.isEmpty()) {
                    queues.remove(at);
                }
                next.run();
                if (random != null && random.nextInt(4) == 0) {
                    flush(random.nextInt(2));
                    writer(stores.get(random.nextInt(2))).enterMore();
                    TestStores.purger(stores.get(random.nextInt(2)), 2).removeMore();
                }
                if (queues.isEmpty()) {
                    flush(0);
                    flush(1);
                }
            }
            assertThat(metrics.late()).isEqualTo(dropped);
            assertThat(metrics.strays()).isZero();
            Picture unfinished = picture();
            stores.forEach(store -> {
                while (!store.datasetSeries().unfinished(1).isEmpty()) {
                    writer(store).enterMore();
                }
                while (!store.deleted().remains(1).isEmpty()) {
                    TestStores.purger(store, 2).removeMore();
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
            StoreQueries queries = new StoreQueries(
                    stores::get, new NoEvents(), Datasets.shipped(), PARTITIONS, new NoEvents(), Duration.ZERO);
            List<String> datasets = Datasets.shipped().names();
            return new Picture(
                    files.stream().map(id -> found(queries.file(id))).toList(),
                    files.stream()
                            .map(id -> found(queries.series(id, null, 99)))
                            .toList(),
                    files.stream()
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
                    .drainTo((id, batch) -> merge(id, merge -> merge.deltas(id, TestRows.deltas(batch), NOW)));
        }

        private void merge(String fileId, Function<FileMerge, Optional<FileResult>> step) {
            long late = metrics.late();
            step.apply(merge(store(fileId)))
                    .ifPresent(result -> readBack(fileId, () -> TestStores.results(store(fileId), 2, metrics.meters())
                            .committed(fileId)));
            if (fileId.equals(deleted)) {
                dropped += metrics.late() - late;
                assertThat(store(fileId).isKnown(fileId)).isFalse();
            }
        }

        /** Records of one file's results keep their order. */
        private void readBack(String fileId, Runnable record) {
            Deque<Runnable> queue = readBack.computeIfAbsent(fileId, id -> new ArrayDeque<>());
            if (queue.isEmpty()) {
                queues.add(queue);
            }
            queue.add(record);
        }

        private FileMerge merge(FileStore store) {
            return new FileMerge(store, TestStores.purger(store, 2), TestStores.limits(7), metrics.meters());
        }

        private FileStore store(String fileId) {
            return stores.get(FileIds.partition(fileId, PARTITIONS));
        }

        private static DatasetSeriesWriter writer(FileStore store) {
            return new DatasetSeriesWriter(store, 2);
        }

        private static <T> T found(Answer<T> answer) {
            assertThat(answer).isInstanceOf(Answer.Found.class);
            return ((Answer.Found<T>) answer).value();
        }
    }
}
