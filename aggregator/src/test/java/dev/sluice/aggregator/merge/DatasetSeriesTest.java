package dev.sluice.aggregator.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.file.Contribution;
import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.query.NoEvents;
import dev.sluice.aggregator.query.StoreQueries;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.StoredSeries;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileEvent.FileAborted;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.Percentiles;
import dev.sluice.schemas.query.SeriesOverFiles;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.row.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetSeriesTest {
    private static final int PARTITIONS = 3;
    private static final int BATCH = 4;
    private static final String READINGS = TestRows.READINGS.name();
    private static final String MEASUREMENTS = TestRows.MEASUREMENTS.name();

    private final List<FileStore> stores = List.of(TestStores.files(), TestStores.files(), TestStores.files());
    private final StoreQueries queries = new StoreQueries(
            stores::get, new NoEvents(), Datasets.shipped(), PARTITIONS, new NoEvents(), Duration.ZERO);

    @Test
    void shouldMergeASeriesOfAllCompleteFilesOfAllPartitions() {
        for (int i = 0; i < 10; i++) {
            end("f" + i, 1_000 + i, reading("f" + i, "a", i), reading("f" + i, "b", 1));
        }
        end("other", 1, TestRows.plays("other", 0L, 2L, "a", 1_000));

        SeriesOverFiles a = series(READINGS, "a");

        assertThat(a.series()).isEqualTo("a");
        assertThat(a.files()).isEqualTo(10);
        assertThat(a.latestFileId()).isEqualTo("f9");
        assertThat(a.latestAt()).isEqualTo(Instant.ofEpochMilli(1_009));
        assertThat(a.figures().count()).isEqualTo(10);
        assertThat(a.figures().sum()).isEqualTo(45);
        assertThat(a.figures().max()).isEqualTo(9);
        assertThat(a.figures().percentiles()).isEqualTo(new Percentiles(0, 0, 2, 4, 7, 9, 9, true, null));
        assertThat(pages(READINGS, 1_000)).first().isEqualTo(a);
        assertThat(pages(READINGS, 1_001).get(0).figures().percentiles()).isNull();
    }

    @Test
    void shouldHavePercentilesOnlyIfEachFileHasThem() {
        end("f1", 1_000, reading("f1", "a", 1));
        end("f2", 1_001, reading("f2", "a", 2));
        StoredSeries entry = store("f2").series().get("f2", "a");
        store("f2").series().put("f2", Map.of("a", StoredSeries.withoutDetails(entry.value())));

        assertThat(series(READINGS, "a").figures().count()).isEqualTo(2);
        assertThat(series(READINGS, "a").figures().percentiles()).isNull();
    }

    @Test
    void shouldReturnOnlyTheFiguresOfTheLatestFileWhereTheDatasetRequiresIt() {
        end("f1", 1_000, TestRows.measurement("f1", 0L, 2L, "t", 0, 2));
        end("f2", 3_000, TestRows.measurement("f2", 0L, 2L, "t", 10, 20));
        // Counted last, but stored before f2.
        end("f3", 2_000, TestRows.measurement("f3", 0L, 2L, "t", 7));

        SeriesOverFiles t = series(MEASUREMENTS, "t");

        assertThat(t.files()).isEqualTo(3);
        assertThat(t.latestFileId()).isEqualTo("f2");
        assertThat(t.figures().count()).isEqualTo(2);
        assertThat(t.figures().avg()).isEqualTo(15);
        assertThat(t.figures().stdDev()).isEqualTo(5);
        assertThat(t.figures().percentiles()).isEqualTo(new Percentiles(10, 10, 10, 10, 20, 20, 20, true, null));
    }

    @Test
    void shouldOrderFilesOfOneMillisecondByPartitionAndOffset() {
        end("f1", 0, 8, TestRows.measurement("f1", 0L, 2L, "t", 1));
        end("f2", 0, 9, TestRows.measurement("f2", 0L, 2L, "t", 2));
        end("f3", 0, 7, TestRows.measurement("f3", 0L, 2L, "t", 3));
        assertThat(series(MEASUREMENTS, "t").latestFileId()).isEqualTo("f2");

        end("f4", 1, 0, TestRows.measurement("f4", 0L, 2L, "t", 4));

        assertThat(series(MEASUREMENTS, "t").latestFileId()).isEqualTo("f4");
    }

    @Test
    void shouldBeExactAtAnyCursorAndAfterARestartThere() {
        ValidRow[] rows =
                IntStream.range(0, 10).mapToObj(i -> reading("big", "s" + i, 1)).toArray(ValidRow[]::new);
        end("small", 1, reading("small", "s0", 1), reading("small", "s9", 1), reading("small", "z", 1));
        end("big", 2, rows);
        FileStore store = store("big");

        List<String> cursors = new ArrayList<>();
        while (!store.datasetSeries().unfinished(9).isEmpty()) {
            cursors.add(store.datasetSeries().unfinished(9).get(0).lastSeries());
            assertExact();
            // It keeps no state outside the store.
            new DatasetSeriesWriter(store, BATCH).enterMore();
        }

        assertThat(cursors).containsExactly("s3", "s7");
        assertExact();
        new DatasetSeriesWriter(store, BATCH).enterMore();
        assertExact();
    }

    private void assertExact() {
        for (int i = 0; i < 10; i++) {
            boolean inBoth = i == 0 || i == 9;
            assertThat(series(READINGS, "s" + i).files()).isEqualTo(inBoth ? 2 : 1);
            assertThat(series(READINGS, "s" + i).figures().count()).isEqualTo(inBoth ? 2 : 1);
        }
        List<SeriesOverFiles> all = pages(READINGS, 3);
        assertThat(all)
                .extracting(SeriesOverFiles::series)
                .containsExactly("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "z");
        assertThat(all).extracting(SeriesOverFiles::files).containsExactly(2L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 2L, 1L);
    }

    @Test
    void shouldAddAtMostABatchAtOnce() {
        ValidRow[] rows =
                IntStream.range(0, 9).mapToObj(i -> reading("f", "s" + i, 1)).toArray(ValidRow[]::new);
        end("f", 1, rows);
        assertThat(entered("f")).isEqualTo(4);

        new DatasetSeriesWriter(store("f"), BATCH).enterMore();
        assertThat(entered("f")).isEqualTo(8);

        new DatasetSeriesWriter(store("f"), BATCH).enterMore();
        assertThat(entered("f")).isEqualTo(9);
        assertThat(store("f").datasetSeries().unfinished(1)).isEmpty();
    }

    @Test
    void shouldFinishExactlyAtTheEndOfABatch() {
        ValidRow[] rows = IntStream.range(0, BATCH)
                .mapToObj(i -> reading("f", "s" + i, 1))
                .toArray(ValidRow[]::new);
        end("f", 1, rows);

        assertThat(entered("f")).isEqualTo(BATCH);
        assertThat(store("f").datasetSeries().unfinished(1)).isEmpty();
    }

    @Test
    void shouldPageThroughAllSeriesOfAllPartitionsInTheOrderOfTheirBytes() {
        List<String> names = List.of(
                "\u0000", "\u0000a", "a", "a\u0000", "a\u0000b", "a,b", "ab", "b", "\u00e9", "\ue000", "\ud83d\ude00");
        for (int i = 0; i < 12; i++) {
            String id = "f" + i;
            ValidRow[] rows = IntStream.range(0, names.size())
                    .filter(n -> n % 3 != id.hashCode() % 3 || n == 0)
                    .mapToObj(n -> reading(id, names.get(n), 1))
                    .toArray(ValidRow[]::new);
            end(id, i, rows);
        }

        for (int limit = 1; limit < 13; limit++) {
            List<SeriesOverFiles> all = pages(READINGS, limit);
            assertThat(all).extracting(SeriesOverFiles::series).containsExactlyElementsOf(names);
            assertThat(all.get(0).files()).isEqualTo(12);
            assertThat(all).allSatisfy(one -> assertThat(series(READINGS, one.series()))
                    .isEqualTo(one));
        }
    }

    @Test
    void shouldNotCountFilesThatFailedOrAreOpen() {
        FileMerge merge = merge("open");
        merge.deltas("open", List.of(TestRows.delta(reading("open", "a", 1))), 1);
        merge("failed").deltas("failed", List.of(TestRows.delta(reading("failed", "a", 1))), 1);
        merge("failed").fileEvent(new FileAborted("failed", new Fault("aborted", "gone")), 1);
        commit("failed");

        assertThat(queries.seriesOverFiles(READINGS, "a")).isInstanceOf(Answer.Missing.class);
        assertThat(pages(READINGS, 5)).isEmpty();
    }

    @Test
    void shouldFindNothingOfAnUnknownDataset() {
        assertThat(queries.seriesOverFiles("none", "a")).isInstanceOf(Answer.Missing.class);
        assertThat(pages("none", 5)).isEmpty();
        assertThat(found(queries.totals("none"))).isEqualTo(DatasetTotals.NONE);
    }

    @Test
    void shouldSumTheOutcomesOfADatasetsFiles() {
        end("good", 1, reading("good", "a", 1), reading("good", "a", 2));
        merge("mixed").invalidRow(TestRows.invalid("mixed", 0L, 3), 1);
        end("mixed", 1, reading("mixed", "a", 1));
        merge("bad").invalidRow(TestRows.invalid("bad", 0L, 3), 1);
        end("bad", 1);
        merge("aborted").deltas("aborted", List.of(TestRows.delta(reading("aborted", "a", 1))), 1);
        merge("aborted").fileEvent(new FileAborted("aborted", new Fault("aborted", "gone")), 1);
        assertThat(found(queries.totals(READINGS)).files())
                .as("not committed yet")
                .isEqualTo(3);
        commit("aborted");
        commit("aborted");

        assertThat(found(queries.totals(READINGS))).isEqualTo(new DatasetTotals(4, 2, 4, 2, 1));
        assertThat(found(queries.totals(MEASUREMENTS))).isEqualTo(DatasetTotals.NONE);
    }

    /** A complete small file, stored at that time. */
    private void end(String fileId, long atMs, ValidRow... rows) {
        end(
                fileId,
                new ChunkSplit.WholeFile(dataset(rows), null, Instant.ofEpochMilli(atMs), 0, 0, null, null, null),
                rows);
    }

    /** One stored in the same millisecond as all others of its kind. */
    private void end(String fileId, int partition, long offset, ValidRow... rows) {
        end(
                fileId,
                new ChunkSplit.WholeFile(
                        dataset(rows), null, Instant.ofEpochMilli(5), partition, offset, null, null, null),
                rows);
    }

    private void end(String fileId, ChunkSplit.WholeFile whole, ValidRow... rows) {
        FileMerge merge = merge(fileId);
        Tally valid = Tally.NONE;
        for (ValidRow row : rows) {
            merge.deltas(fileId, List.of(TestRows.delta(row)), 1);
            valid = valid.plus(row.line());
        }
        FileState state = store(fileId).state(fileId);
        Tally invalid = state == null || state.invalidRows() == 0 ? Tally.NONE : Tally.NONE.plus(3);
        assertThat(merge.chunkSplit(new ChunkSplit(fileId, 0, null, 1, valid, invalid, whole, null), 1))
                .isPresent();
        commit(fileId);
    }

    private static String dataset(ValidRow... rows) {
        return Arrays.stream(rows).findFirst().map(row -> row.dataset().name()).orElse(READINGS);
    }

    private static ValidRow reading(String fileId, String sensor, double value) {
        return TestRows.reading(fileId, 0L, 2L, sensor, value);
    }

    private List<SeriesOverFiles> pages(String dataset, int limit) {
        List<SeriesOverFiles> all = new ArrayList<>();
        String after = null;
        do {
            SeriesOverFiles.Page page = found(queries.allSeriesOverFiles(dataset, after, limit));
            assertThat(page.series()).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page.series());
            after = page.next();
        } while (after != null);
        return all;
    }

    private SeriesOverFiles series(String dataset, String series) {
        return found(queries.seriesOverFiles(dataset, series));
    }

    private long entered(String fileId) {
        List<Contribution> entered = new ArrayList<>();
        store(fileId).datasetSeries().readAll(READINGS, null, entered::add);
        return entered.size();
    }

    private void commit(String fileId) {
        FileStore store = store(fileId);
        TestStores.results(store, BATCH, CountingMetrics.unread()).committed(fileId);
    }

    private FileMerge merge(String fileId) {
        return TestStores.merge(store(fileId), CountingMetrics.unread());
    }

    private FileStore store(String fileId) {
        return stores.get(FileIds.partition(fileId, PARTITIONS));
    }

    private static <T> T found(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Found.class);
        return ((Answer.Found<T>) answer).value();
    }
}
