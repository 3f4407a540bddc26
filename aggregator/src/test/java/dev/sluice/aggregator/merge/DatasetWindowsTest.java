package dev.sluice.aggregator.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.query.NoEvents;
import dev.sluice.aggregator.query.StoreQueries;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.message.FileDeletion.FileDeleted;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Windows over the files of several partitions. */
class DatasetWindowsTest {
    private static final int PARTITIONS = 3;
    private static final int BATCH = 4;
    private static final long HOUR = 3_600;
    private static final String HOURLY = TestRows.HOURLY.name();

    private final List<FileStore> stores = List.of(TestStores.files(), TestStores.files(), TestStores.files());
    private final StoreQueries queries = new StoreQueries(
            stores::get, new NoEvents(), Datasets.shipped(), PARTITIONS, new NoEvents(), Duration.ZERO);

    /** Some files are added completely to the series over files, some in part, and some are open. */
    @Test
    void shouldMergeTheWindowsOfAllCompleteFilesPageByPage() {
        Random random = new Random(1);
        Map<String, TreeMap<Long, SeriesStatistics>> expected = new TreeMap<>();
        for (int file = 0; file < 12; file++) {
            String id = "f" + file;
            List<ValidRow> rows = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                String series = "s" + random.nextInt(9);
                long seconds = random.nextLong(-20 * HOUR, 20 * HOUR);
                double value = random.nextGaussian();
                rows.add(TestRows.hourly(id, series, value, seconds));
                if (file < 10) {
                    expected.computeIfAbsent(series, key -> new TreeMap<>())
                            .computeIfAbsent(Math.floorDiv(seconds, HOUR) * HOUR, key -> new SeriesStatistics())
                            .add(value, seconds * 1_000_000);
                }
            }
            merge(id).deltas(id, TestRows.combined(rows.toArray(new ValidRow[0])), 1);
            if (file < 10) {
                end(id, rows.size());
            }
            if (file < 5) {
                enterAll(id);
            }
        }
        assertThat(stores).anySatisfy(store -> assertThat(store.datasetSeries().unfinished(1))
                .isNotEmpty());

        expected.forEach((series, windows) -> {
            for (int limit : new int[] {1, 3, 7, 1_000}) {
                assertSame(all(new SeriesWindows.Filter(series, Long.MIN_VALUE, Long.MAX_VALUE), limit), windows);
                assertSame(
                        all(new SeriesWindows.Filter(series, -HOUR, 2 * HOUR), limit), windows.subMap(-HOUR, 2 * HOUR));
            }
        });
        assertThat(all(new SeriesWindows.Filter("none", 0, HOUR), 9)).isEmpty();
    }

    @Test
    void shouldLeaveOutDeletedFiles() {
        for (String id : List.of("f", "g")) {
            ValidRow[] rows = new ValidRow[20];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = TestRows.hourly(id, "s" + i, 1, 0);
            }
            merge(id).deltas(id, TestRows.combined(rows), 1);
            end(id, rows.length);
            enterAll(id);
        }
        SeriesWindows.Filter filter = new SeriesWindows.Filter("s9", 0, HOUR);
        assertThat(all(filter, 9))
                .singleElement()
                .satisfies(window -> assertThat(window.figures().count()).isEqualTo(2));

        merge("f").deleted(new FileDeleted("f"), 1);

        assertThat(store("f").deleted().remains(9)).as("purged in part").isNotEmpty();
        assertThat(all(filter, 9))
                .singleElement()
                .satisfies(window -> assertThat(window.figures().count()).isEqualTo(1));
    }

    private static void assertSame(List<SeriesWindows.Window> found, Map<Long, SeriesStatistics> expected) {
        assertThat(found.stream().map(window -> window.start().getEpochSecond()).collect(Collectors.toList()))
                .isEqualTo(List.copyOf(expected.keySet()));
        for (SeriesWindows.Window window : found) {
            SeriesStatistics statistics = expected.get(window.start().getEpochSecond());
            assertThat(window.figures().count()).isEqualTo(statistics.count());
            assertThat(window.figures().max()).isEqualTo(statistics.max());
            assertThat(window.figures().sum()).isCloseTo(statistics.sum(), within(1e-9));
        }
    }

    private List<SeriesWindows.Window> all(SeriesWindows.Filter filter, int limit) {
        List<SeriesWindows.Window> all = new ArrayList<>();
        SeriesWindows.Key after = null;
        do {
            SeriesWindows.OverFiles page = ((Answer.Found<SeriesWindows.OverFiles>)
                            queries.windowsOverFiles(HOURLY, filter, after, limit))
                    .value();
            all.addAll(page.windows());
            after = page.next();
        } while (after != null);
        return all;
    }

    private void end(String fileId, int rows) {
        assertThat(merge(fileId).streamEvent(new StreamClosed(fileId, rows), 1)).isPresent();
        TestStores.results(store(fileId), BATCH, new CountingMetrics().meters()).committed(fileId);
    }

    private void enterAll(String fileId) {
        while (!store(fileId).datasetSeries().unfinished(1).isEmpty()) {
            new DatasetSeriesWriter(store(fileId), BATCH).enterMore();
        }
    }

    private FileMerge merge(String fileId) {
        return new FileMerge(
                store(fileId),
                TestStores.purger(store(fileId), BATCH),
                TestStores.limits(9),
                new CountingMetrics().meters());
    }

    private FileStore store(String fileId) {
        return stores.get(FileIds.partition(fileId, PARTITIONS));
    }
}
