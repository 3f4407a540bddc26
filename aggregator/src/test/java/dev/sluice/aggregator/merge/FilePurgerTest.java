package dev.sluice.aggregator.merge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.delta.Delta;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.query.NoEvents;
import dev.sluice.aggregator.query.StoreQueries;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.message.FileDeletion.FileDeleted;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOverdue;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesOverFiles;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class FilePurgerTest {
    private static final long NOW = 5_000;
    private static final long TAKEN_UNTIL = NOW + TestStores.limits(0).idTaken().toMillis();
    private static final int BATCH = 3;

    private final KeyValueStore<Bytes, byte[]> bytes = TestStores.bytes();
    private final FileStore store = FileStore.of(bytes);
    private final CountingMetrics metrics = new CountingMetrics();
    private final StoreQueries queries =
            new StoreQueries(partition -> store, new NoEvents(), Datasets.shipped(), 1, new NoEvents(), Duration.ZERO);

    @Test
    void shouldLeaveOnlyTheTombstoneOfADeletedFile() {
        stream("f", 2, 1);

        delete("f");

        assertThat(entriesOf("f")).isEqualTo(2);
        assertThat(metrics.deleted()).isEqualTo(1);
    }

    @Test
    void shouldPurgeAtMostABatchAtOnceAndContinueAfterARestart() {
        stream("f", 10, 4);
        int whole = entriesOf("f");

        delete("f");

        List<Integer> left = new ArrayList<>();
        while (!store.deleted().remains(1).isEmpty()) {
            left.add(entriesOf("f"));
            assertThatItIsGone("f");
            // It keeps no state outside the store.
            purger().removeMore();
        }
        left.add(entriesOf("f"));

        // Its state and two lists, ten series in the file and over files, and four rejects.
        assertThat(whole).isEqualTo(3 + 10 + 10 + 4);
        assertThat(left).containsExactly(3 + 7 + 7 + 4, 3 + 4 + 4 + 4, 3 + 1 + 1 + 4, 3 + 2, 2);
    }

    @Test
    @SuppressWarnings("unchecked")
    void shouldNeverScanPurgedEntriesAgain() {
        stream("f", 100, 0);
        delete("f");
        List<Object> begunAt = new ArrayList<>();
        List<Object> deleted = new ArrayList<>();
        KeyValueStore<Bytes, byte[]> watched = (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("range")
                            && arguments[0].toString().startsWith("f")) {
                        begunAt.add(arguments[0]);
                    }
                    if (method.getName().equals("delete")
                            && arguments[0].toString().startsWith("f")) {
                        deleted.add(arguments[0]);
                    }
                    return method.invoke(bytes, arguments);
                });
        TestStores.purger(FileStore.of(watched), BATCH).removeMore();

        while (!store.deleted().remains(1).isEmpty()) {
            Object last = deleted.get(deleted.size() - 1);
            TestStores.purger(FileStore.of(watched), BATCH).removeMore();

            assertThat(begunAt.get(begunAt.size() - 1)).isEqualTo(last);
        }
        assertThat(deleted).hasSize(100 - BATCH);
    }

    @Test
    @SuppressWarnings("unchecked")
    void shouldNeverReportADeletionBeforeItIsCommitted() {
        stream("f", 2, 1);
        List<Answer<FileSummary>> answers = new ArrayList<>();
        KeyValueStore<Bytes, byte[]> watched = (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, arguments) -> {
                    Object result = method.invoke(bytes, arguments);
                    answers.add(queries.file("f"));
                    return result;
                });
        FileStore files = FileStore.of(watched);

        new FileMerge(files, TestStores.purger(files, BATCH), TestStores.limits(100), metrics.meters())
                .deleted(new FileDeleted("f"), NOW);

        assertThat(answers).isNotEmpty().noneMatch(Answer.Missing.class::isInstance);
        assertThat(answers.get(answers.size() - 1)).isInstanceOf(Answer.Unavailable.class);
        results().deleted("f");
        assertThatItIsGone("f");
    }

    @Test
    void shouldSubtractTheFileFromTheTotalsImmediately() {
        stream("f", 10, 1);
        stream("g", 4, 0);
        assertThat(totals()).isEqualTo(new DatasetTotals(2, 0, 14, 1, 0));
        assertThat(overFiles("s1").files()).isEqualTo(2);

        delete("f");

        assertThat(totals()).isEqualTo(new DatasetTotals(1, 0, 4, 0, 0));
        assertThat(overFiles("s1").latestFileId()).isEqualTo("g");
        assertThat(overFiles("s1").files()).isEqualTo(1);
        assertThat(queries.seriesOverFiles("sensor-readings", "s9")).isInstanceOf(Answer.Missing.class);
        delete("g");
        assertThat(totals()).isEqualTo(DatasetTotals.NONE);
    }

    @Test
    void shouldPurgeAFileThatIsOnlyPartlyAddedToDatasetSeries() {
        end("f", 10, 0);
        assertThat(store.datasetSeries().unfinished(1)).isNotEmpty();

        delete("f");

        assertThatItIsGone("f");
        assertThat(store.datasetSeries().unfinished(1)).isEmpty();
    }

    @Test
    void shouldDropAndCountLateInputs() {
        GeneratedFile file = new GeneratedFile("f", new Random(1), 1, 10, 0.5);
        merge().fileEvent(file.opened, NOW);
        assertThat(store.uploading()).containsExactly("f");

        assertThat(merge().deleted(new FileDeleted("f"), NOW)).isTrue();
        assertThat(store.uploading()).isEmpty();
        merge().chunkSplit(file.splits.get(0), NOW);
        file.invalid.forEach(row -> merge().invalidRow(row, NOW));
        file.valid.forEach(row -> merge().deltas("f", List.of(TestRows.delta(row)), NOW));
        merge().fileEvent(file.closed, TAKEN_UNTIL);
        merge().fileEvent(new FileOverdue("f"), TAKEN_UNTIL);

        assertThat(metrics.late()).isEqualTo(2 + 10);
        assertThat(entriesOf("f"))
                .as("its deletion, among others by time, and that it isn't read back")
                .isEqualTo(3);
        assertThat(merge().deleted(new FileDeleted("f"), NOW))
                .as("a second deletion")
                .isFalse();
    }

    @Test
    void shouldNotEndAFileThatWasDeletedBeforeItsResultWasReadBack() {
        rows("f", 2);
        assertThat(merge().streamEvent(new StreamClosed("f", 2), NOW)).isPresent();

        assertThat(merge().deleted(new FileDeleted("f"), NOW)).isTrue();
        results().committed("f");
        results().deleted("f");

        assertThatItIsGone("f");
        assertThat(metrics.ended()).isZero();
        assertThat(totals()).isEqualTo(DatasetTotals.NONE);
        assertThat(entriesOf("f")).isEqualTo(2);
    }

    @Test
    void shouldReleaseAnIdAfterThePeriodForLateRecords() {
        stream("f", 10, 0);
        delete("f");
        rows("f", 1, TAKEN_UNTIL + 1);
        assertThat(metrics.late()).as("entries of it are left").isEqualTo(1);
        removeAll();
        rows("f", 1, TAKEN_UNTIL);
        assertThat(metrics.late()).isEqualTo(2);

        rows("f", 3, TAKEN_UNTIL + 1);

        assertThat(store.state("f").summary().validRows()).isEqualTo(3);
        assertThat(store.deleted().find("f")).isNull();
        assertThat(store.deleted().freeBefore(Long.MAX_VALUE, 9)).isEmpty();
        assertThat(metrics.late()).isEqualTo(2);
    }

    @Test
    void shouldCountSeriesExactlyForAReusedId() {
        FileMerge same = merge();
        for (int round = 0; round < 3; round++) {
            long at = NOW + round * (TAKEN_UNTIL + 1);
            for (int i = 0; i < 5; i++) {
                same.deltas("f", List.of(TestRows.delta(TestRows.reading("f", null, null, "s" + i, 1))), at);
                same.deltas("f", List.of(TestRows.delta(TestRows.reading("f", null, null, "s" + i, 1))), at);
            }
            assertThat(store.state("f").series()).isEqualTo(5);
            assertThat(store.series().get("f", "s3").statistics().count()).isEqualTo(2);
            same.deleted(new FileDeleted("f"), at);
            results().deleted("f");
            removeAll();
        }
    }

    @Test
    void shouldForgetOldDeletionsButNoUncommittedOnes() {
        for (int i = 0; i < 9; i++) {
            stream("f" + i, 1, 0);
            merge().deleted(new FileDeleted("f" + i), NOW + i);
            if (i != 2) {
                results().deleted("f" + i);
            }
        }

        purger().forget(TAKEN_UNTIL);
        assertThat(store.deleted().freeBefore(Long.MAX_VALUE, 99)).hasSize(9);
        for (int i = 0; i < 9; i++) {
            purger().forget(TAKEN_UNTIL + 6);
        }

        assertThat(store.deleted().freeBefore(Long.MAX_VALUE, 99)).containsExactly("f2", "f6", "f7", "f8");
        assertThat(store.deleted().find("f5")).isNull();
        assertThat(store.deleted().find("f6")).isNotNull();
    }

    @Test
    void shouldNotDeleteAnUnknownFile() {
        assertThat(merge().deleted(new FileDeleted("f"), NOW)).isFalse();
        results().deleted("f");

        assertThat(TestStores.keys(bytes)).isEmpty();
        assertThat(metrics.deleted()).isZero();
    }

    @Test
    void shouldDeleteAFileThatFailed() {
        rows("f", 5);
        merge().invalidRow(TestRows.invalid("f", null, 1), NOW);
        assertThat(merge().fileEvent(new FileClosed("f", 1, 1, 1, "00"), NOW)).isPresent();
        results().committed("f");
        assertThat(totals().failedFiles()).isEqualTo(1);

        delete("f");

        assertThat(totals()).isEqualTo(DatasetTotals.NONE);
    }

    /** An ended file, added to the series over files. */
    private void stream(String fileId, int series, int rejects) {
        end(fileId, series, rejects);
        while (!store.datasetSeries().unfinished(1).isEmpty()) {
            new DatasetSeriesWriter(store, BATCH).enterMore();
        }
    }

    private void end(String fileId, int series, int rejects) {
        rows(fileId, series);
        for (int i = 0; i < rejects; i++) {
            merge().invalidRow(TestRows.invalid(fileId, null, i), NOW);
        }
        Optional<FileResult> result = merge().streamEvent(new StreamClosed(fileId, series + rejects), NOW);
        assertThat(result).isPresent();
        results().committed(fileId);
    }

    private void rows(String fileId, int series) {
        rows(fileId, series, NOW);
    }

    private void rows(String fileId, int series, long atMs) {
        List<Delta> deltas = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            deltas.add(TestRows.delta(TestRows.reading(fileId, null, null, "s" + i, i)));
        }
        merge().deltas(fileId, deltas, atMs);
    }

    private void delete(String fileId) {
        assertThat(merge().deleted(new FileDeleted(fileId), NOW)).isTrue();
        results().deleted(fileId);
    }

    private void removeAll() {
        while (!store.deleted().remains(1).isEmpty()) {
            purger().removeMore();
        }
    }

    private void assertThatItIsGone(String fileId) {
        assertThat(queries.file(fileId)).isInstanceOf(Answer.Missing.class);
        assertThat(queries.series(fileId, null, 9)).isInstanceOf(Answer.Missing.class);
        assertThat(((Answer.Found<SeriesOverFiles.Page>) queries.allSeriesOverFiles("sensor-readings", null, 99))
                        .value()
                        .series())
                .isEmpty();
    }

    private int entriesOf(String fileId) {
        return (int) TestStores.keys(bytes).stream()
                .map(key -> new String(key.get(), ISO_8859_1))
                .filter(key -> key.startsWith(fileId) || key.endsWith(fileId))
                .count();
    }

    private DatasetTotals totals() {
        return store.datasetSeries().totals("sensor-readings");
    }

    private SeriesOverFiles overFiles(String series) {
        return ((Answer.Found<SeriesOverFiles>) queries.seriesOverFiles("sensor-readings", series)).value();
    }

    private FileMerge merge() {
        return new FileMerge(store, purger(), TestStores.limits(100), metrics.meters());
    }

    private FilePurger purger() {
        return TestStores.purger(store, BATCH);
    }

    private CommittedResults results() {
        return TestStores.results(store, BATCH, metrics.meters());
    }
}
