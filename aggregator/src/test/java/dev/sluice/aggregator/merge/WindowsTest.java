package dev.sluice.aggregator.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.aggregator.delta.Delta;
import dev.sluice.aggregator.delta.PendingDeltas;
import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.query.FilePages;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.message.FileDeletion.FileDeleted;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows from rows over deltas to the store. */
class WindowsTest {
    private static final long NOW = 5_000;
    private static final long HOUR = 3_600;
    private static final int MANY = 1_000_000;

    /** Some are the beginning of another one, or have bytes with a meaning in keys. */
    private static final List<String> SERIES =
            List.of("a", "a\0", "a\0\u0001", "ab", "\0", "\0\u00ff", "\u00e9,\"\u20ac\"", "\ud83d\ude00", "z");

    private static final Comparator<SeriesWindows.Key> ORDER = Comparator.<SeriesWindows.Key, byte[]>comparing(
                    key -> key.series().getBytes(UTF_8), Arrays::compareUnsigned)
            .thenComparing(SeriesWindows.Key::start)
            .thenComparing(SeriesWindows.Key::seconds);

    private final KeyValueStore<Bytes, byte[]> bytes = TestStores.bytes();
    private final FileStore store = FileStore.of(bytes);
    private final CountingMetrics metrics = new CountingMetrics();

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 2_000})
    void shouldHaveTheStatisticsOfAllRowsOfEachWindow(int rowsOfDelta) {
        Random random = new Random(rowsOfDelta);
        Map<SeriesWindows.Key, SeriesStatistics> expected = new TreeMap<>(ORDER);
        List<ValidRow> rows = rows(random, 2_000);
        for (ValidRow row : rows) {
            if (row.timeMicros() != null) {
                long start = Math.floorDiv(row.timeMicros(), HOUR * 1_000_000) * HOUR;
                SeriesStatistics all = expected.computeIfAbsent(
                        new SeriesWindows.Key(row.series(), start, HOUR), key -> new SeriesStatistics());
                for (double value : row.measured()) {
                    all.add(value, row.timeMicros());
                }
            }
        }
        expected.values().removeIf(statistics -> statistics.count() == 0);
        List<List<Delta>> batches = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += rowsOfDelta) {
            List<ValidRow> some = rows.subList(from, Math.min(rows.size(), from + rowsOfDelta));
            batches.add(TestRows.combined(some.toArray(new ValidRow[0])));
        }
        Collections.shuffle(batches, random);

        batches.forEach(batch -> merge(MANY, MANY).deltas("f", batch, NOW));

        Map<SeriesWindows.Key, SeriesStatistics> found = read(SeriesWindows.Filter.ALL, null, MANY);
        assertThat(found.keySet()).containsExactlyElementsOf(expected.keySet());
        found.forEach((key, statistics) -> assertSame(statistics, expected.get(key)));
        assertThat(store.state("f").windows().count()).isEqualTo(expected.size());
        assertThat(store.state("f").windows().overflowRows()).isZero();
        assertThat(store.state("f").summary().validRows()).isEqualTo(rows.size());
        assertThat(store.state("f").series()).isEqualTo(SERIES.size());
        assertThat(store.series().get("f", "a").statistics().count())
                .isEqualTo(rows.stream()
                        .filter(row -> row.series().equals("a"))
                        .mapToLong(row -> row.measured().length)
                        .sum());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void shouldPageThroughTheWindowsOfAFilter(int seed) {
        Random random = new Random(seed);
        merge(MANY, MANY).deltas("f", TestRows.combined(rows(random, 500).toArray(new ValidRow[0])), NOW);
        merge(MANY, MANY).deltas("g", TestRows.combined(TestRows.hourly("g", "a", 1, 0)), NOW);
        Map<SeriesWindows.Key, SeriesStatistics> all = read(SeriesWindows.Filter.ALL, null, MANY);
        for (int i = 0; i < 100; i++) {
            String series = random.nextBoolean() ? null : SERIES.get(random.nextInt(SERIES.size()));
            SeriesWindows.Filter filter =
                    new SeriesWindows.Filter(series, bound(random, Long.MIN_VALUE), bound(random, Long.MAX_VALUE));
            List<SeriesWindows.Key> expected = all.keySet().stream()
                    .filter(key -> series == null || key.series().equals(series))
                    .filter(key -> key.start() >= filter.from() && key.start() < filter.to())
                    .toList();
            int limit = 1 + random.nextInt(20);

            List<SeriesWindows.Key> found = new ArrayList<>();
            List<SeriesWindows.Key> page = List.of();
            do {
                SeriesWindows.Key after = page.isEmpty() ? null : page.get(page.size() - 1);
                page = List.copyOf(read(filter, after, limit).keySet());
                found.addAll(page);
            } while (!page.isEmpty());

            assertThat(found).as("%s", filter).isEqualTo(expected);
        }
    }

    /** The filter's series takes precedence over a cursor of another query. */
    @Test
    void shouldStayInTheSeriesWhateverTheCursor() {
        add(MANY, MANY, TestRows.hourly("f", "a", 1, 0), TestRows.hourly("f", "b", 1, 0));
        SeriesWindows.Filter ofA = new SeriesWindows.Filter("a", 0, HOUR);

        assertThat(read(ofA, new SeriesWindows.Key("", 0, 1), MANY)).hasSize(1);
        assertThat(read(ofA, new SeriesWindows.Key("a", 0, HOUR), MANY)).isEmpty();
        assertThat(read(ofA, new SeriesWindows.Key("b", 0, HOUR), MANY)).isEmpty();
        assertThat(read(new SeriesWindows.Filter("c", 0, HOUR), null, MANY)).isEmpty();
        assertThat(read(new SeriesWindows.Filter("a", HOUR, 0), null, MANY)).isEmpty();
    }

    @Test
    void shouldTellWhereTheNextPageOfAFileBegins() {
        add(3, MANY, at(0), TestRows.hourly("f", "b", 7, -1), at(HOUR), at(2 * HOUR));
        FileState state = store.state("f");

        SeriesWindows first = FilePages.windows(store, state, SeriesWindows.Filter.ALL, null, 2);
        SeriesWindows second = FilePages.windows(store, state, SeriesWindows.Filter.ALL, first.next(), 2);

        assertThat(first.next()).isEqualTo(new SeriesWindows.Key("a", HOUR, HOUR));
        assertThat(first.windows())
                .extracting(SeriesWindows.Window::start)
                .containsExactly(Instant.EPOCH, Instant.EPOCH.plusSeconds(HOUR));
        assertThat(second.windows()).singleElement().satisfies(window -> {
            assertThat(window.series()).isEqualTo("b");
            assertThat(window.start()).isEqualTo(Instant.EPOCH.minusSeconds(HOUR));
            assertThat(window.end()).isEqualTo(Instant.EPOCH);
            assertThat(window.figures().sum()).isEqualTo(7);
            assertThat(window.figures().percentiles()).isNull();
        });
        assertThat(second.next()).isNull();
        assertThat(second.overflowRows()).isEqualTo(1);
        assertThat(second.summary().provisional()).isTrue();
    }

    @Test
    void shouldRefuseNewWindowsBeyondTheLimitAndCountTheirRows() {
        add(2, MANY, at(0), at(HOUR), at(2 * HOUR), at(2 * HOUR + 1), at(1));

        assertThat(starts()).containsExactly(0L, HOUR);
        assertThat(store.state("f").windows().overflowRows()).isEqualTo(2);

        add(99, MANY, at(2 * HOUR), at(3 * HOUR), at(HOUR + 1));

        assertThat(starts())
                .as("none that lacks rows, after the limit was raised")
                .containsExactly(0L, HOUR);
        assertThat(store.state("f").windows().overflowRows()).isEqualTo(4);
        assertThat(read(SeriesWindows.Filter.ALL, null, MANY).values())
                .extracting(SeriesStatistics::count)
                .containsExactly(2L, 2L);
        assertThat(store.series().get("f", "a").statistics().count()).isEqualTo(8);
    }

    @Test
    void shouldKeepNoWindowsOfSeriesWithoutSeparateStatistics() {
        add(MANY, 1, at(0), TestRows.hourly("f", "b", 1, 0), TestRows.hourly("f", "b", 1, HOUR), at(HOUR));

        assertThat(read(SeriesWindows.Filter.ALL, null, MANY).keySet())
                .extracting(SeriesWindows.Key::series)
                .containsOnly("a");
        assertThat(store.state("f").windows().overflowRows()).isZero();
        assertThat(store.state("f").summary().overflow().rows()).isEqualTo(2);
    }

    /** Each window tells its own length, so neither is wrong. */
    @Test
    void shouldKeepWindowsOfBothLengthsIfTheDatasetChanges() {
        ValidRow later = new ValidRow(
                "f", null, null, TestRows.document("hourly", "1d"), "a", new double[] {7}, HOUR * 1_000_000);
        add(MANY, MANY, at(0), later, at(1));

        Map<SeriesWindows.Key, SeriesStatistics> found = read(SeriesWindows.Filter.ALL, null, MANY);
        assertThat(found.keySet())
                .containsExactly(new SeriesWindows.Key("a", 0, HOUR), new SeriesWindows.Key("a", 0, 24 * HOUR));
        assertThat(found.values()).extracting(SeriesStatistics::count).containsExactly(2L, 1L);
    }

    @Test
    void shouldDeleteTheWindowsWithTheFile() {
        add(MANY, MANY, rows(new Random(1), 300).toArray(new ValidRow[0]));
        merge(MANY, MANY).streamEvent(new StreamClosed("f", 300), NOW);
        TestStores.results(store, 50, metrics.meters()).committed("f");
        FilePurger purger = TestStores.purger(store, 50);

        new FileMerge(store, purger, TestStores.limits(9), metrics.meters()).deleted(new FileDeleted("f"), NOW);
        while (!store.deleted().remains(1).isEmpty()) {
            purger.removeMore();
        }

        assertThat(TestStores.keys(bytes)).noneMatch(key -> key.get()[0] == 'f');
    }

    /**
     * Of keys and values in the store's changelog, without percentiles and profile: 0.7 of them are of the series. The
     * figures are those of flushes of a busy combiner, each with 18,000 rows of three minutes and 100 series.
     */
    @ParameterizedTest
    @CsvSource({"1d, 1.5", "1m, 4.5", "1s, 150"})
    void shouldWriteFewBytesPerRow(String windows, double bytes) {
        assertThat(bytesPerRow(100, TestRows.document("own", windows))).isLessThan(bytes);
    }

    private double bytesPerRow(int sensors, Dataset dataset) {
        double[] written = {0};
        FileStore counted = FileStore.buffered(TestStores.counting(size -> written[0] += size));
        FileMerge merge = TestStores.merge(counted, TestStores.limits(9, MANY, 0), metrics.meters());
        Random random = new Random(1);
        PendingDeltas pending = new PendingDeltas();
        int rows = 18_000;
        int flushes = 10;
        for (int row = 0; row < rows * flushes; row++) {
            String sensor = "sensor-" + random.nextInt(sensors);
            double[] value = {Math.round(random.nextGaussian() * 300) / 100.0};
            pending.add(new ValidRow("f", null, null, dataset, sensor, value, 10_000L * row));
            if ((row + 1) % rows == 0) {
                pending.drainTo((fileId, batch) -> {
                    merge.deltas(fileId, TestRows.deltas(batch), NOW);
                    counted.write();
                });
            }
        }
        return written[0] / (rows * flushes);
    }

    private static void assertSame(SeriesStatistics found, SeriesStatistics expected) {
        assertThat(found.count()).isEqualTo(expected.count());
        assertThat(found.min()).isEqualTo(expected.min());
        assertThat(found.max()).isEqualTo(expected.max());
        assertThat(found.firstMicros()).isEqualTo(expected.firstMicros());
        assertThat(found.lastMicros()).isEqualTo(expected.lastMicros());
        assertThat(found.sum()).isCloseTo(expected.sum(), within(1e-9));
        assertThat(found.avg()).isCloseTo(expected.avg(), within(1e-9));
        assertThat(found.stdDev()).isCloseTo(expected.stdDev(), within(1e-9));
    }

    /** Rows of some days around 1970, some at the edges of windows, without a time or without a number. */
    private static List<ValidRow> rows(Random random, int count) {
        List<ValidRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long seconds = random.nextLong(-40 * HOUR, 40 * HOUR);
            boolean edge = random.nextInt(4) == 0;
            long micros = edge ? seconds / HOUR * HOUR * 1_000_000 - random.nextInt(2) : seconds * 1_000_000;
            rows.add(new ValidRow(
                    "f",
                    null,
                    null,
                    TestRows.HOURLY,
                    SERIES.get(random.nextInt(SERIES.size())),
                    random.doubles(random.nextInt(4)).toArray(),
                    random.nextInt(20) == 0 ? null : micros));
        }
        return rows;
    }

    private static long bound(Random random, long unbounded) {
        long start = random.nextLong(-45, 45) * HOUR;
        return random.nextInt(3) == 0 ? unbounded : start + random.nextInt(3) - 1;
    }

    private static ValidRow at(long seconds) {
        return TestRows.hourly("f", "a", 1, seconds);
    }

    private void add(int windows, int series, ValidRow... rows) {
        merge(windows, series).deltas("f", TestRows.combined(rows), NOW);
    }

    private FileMerge merge(int windows, int series) {
        return TestStores.merge(store, TestStores.limits(9, series, 9, windows), metrics.meters());
    }

    private List<Long> starts() {
        return read(SeriesWindows.Filter.ALL, null, MANY).keySet().stream()
                .map(SeriesWindows.Key::start)
                .toList();
    }

    private Map<SeriesWindows.Key, SeriesStatistics> read(
            SeriesWindows.Filter filter, SeriesWindows.Key after, int limit) {
        Map<SeriesWindows.Key, SeriesStatistics> found = new LinkedHashMap<>();
        store.windows().read("f", filter, after, (window, statistics) -> {
            found.put(window, statistics);
            return found.size() < limit;
        });
        return found;
    }
}
