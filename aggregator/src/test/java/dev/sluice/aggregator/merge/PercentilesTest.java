package dev.sluice.aggregator.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.delta.CombinerMessage;
import dev.sluice.aggregator.delta.Delta;
import dev.sluice.aggregator.delta.PendingDeltas;
import dev.sluice.aggregator.delta.RowOrigin;
import dev.sluice.aggregator.delta.SeriesDetails;
import dev.sluice.aggregator.delta.SeriesValue;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.SeriesStore;
import dev.sluice.aggregator.store.StoredSeries;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileDeletion.FileDeleted;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.Percentiles;
import dev.sluice.schemas.query.SeriesProfile;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.tabular.stats.PercentileSketch;
import dev.sluice.tabular.stats.SeriesStatistics;
import dev.sluice.tabular.wire.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Percentiles from rows over deltas and the store to the answer. */
class PercentilesTest {
    private static final long NOW = 5_000;
    private static final int[] ALL = {1, 5, 25, 50, 75, 95, 99};
    private static final int MANY_REJECTS = 1_000;
    private static final int MANY_SERIES = 1_000_000;

    private final KeyValueStore<Bytes, byte[]> bytes = TestStores.bytes();
    private final FileStore store = FileStore.buffered(bytes);
    private final SeriesStore series = store.series();
    private final CountingMetrics metrics = new CountingMetrics();
    private final FileMerge merge = TestStores.merge(store, metrics.meters());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldBeExactUpTo200ValuesInAnyOrderOfDeltas(long seed) {
        Random random = new Random(seed);
        double[] values =
                random.doubles(PercentileSketch.EXACT, 1e9, 1e9 + 1e-3).toArray();

        deltas(values, random, 1 + random.nextInt(40)).forEach(this::merge);

        PercentileSketch whole = whole("a");
        Arrays.sort(values);
        assertThat(whole.isExact()).isTrue();
        assertThat(whole.percentiles(ALL)).containsExactly(of(values, ALL));
    }

    @ParameterizedTest
    @CsvSource({"1, 3000", "9, 20000", "180, 100000", "700, 100000", "30000, 200000"})
    void shouldStayWithinTheBoundBeyondWithSmallEntries(int rowsOfDelta, int rows) {
        Random random = new Random(rowsOfDelta);
        double[] values = random.doubles(rows, 1e9, 1e9 + 1e-3).toArray();

        int most = 0;
        for (Delta delta : deltas(values, random, rowsOfDelta)) {
            merge(delta);
            StoredSeries entry = series.get("f", "a");
            assertThat(entry.value().details().size()).isLessThanOrEqualTo(32);
            most = Math.max(most, entry.pieces());
        }

        PercentileSketch whole = whole("a");
        Arrays.sort(values);
        assertThat(most).isLessThan(33);
        assertThat(whole.isExact()).isFalse();
        assertThat(whole.count()).isEqualTo(rows);
        double[] found = whole.percentiles(ALL);
        for (int i = 0; i < ALL.length; i++) {
            double rank = (Arrays.binarySearch(values, found[i]) + 1.0) / rows;
            assertThat(Math.abs(rank - ALL[i] / 100.0)).isLessThan(PercentileSketch.RANK_ERROR);
        }
        assertThat(whole("a").toBytes()).as("the same answer").isEqualTo(whole.toBytes());
    }

    /** As the broker's record of the changes is the same as the store's entries, a copy of the store has it all. */
    @Test
    void shouldReadTheSameFromACopy() {
        Random random = new Random(1);
        double[] values = random.doubles(5_000).toArray();
        deltas(values, random, 50).forEach(this::merge);
        store.write();

        FileStore copy = FileStore.readOnly(bytes);

        assertThat(copy.series().sketch("f", "a", copy.series().get("f", "a")).toBytes())
                .isEqualTo(whole("a").toBytes());
    }

    /** What was merged of a record that fails later leaves nothing, in pieces neither. */
    @Test
    void shouldForgetWhatIsDiscarded() {
        Random random = new Random(1);
        deltas(random.doubles(500).toArray(), random, 50).forEach(this::merge);
        store.write();
        byte[] before = whole("a").toBytes();

        deltas(random.doubles(3_000).toArray(), random, 50).forEach(this::merge);
        merge.discard();

        assertThat(whole("a").toBytes()).isEqualTo(before);
    }

    @Test
    void shouldReadOnlyThePartThatIsWanted() {
        Random random = new Random(1);
        deltas(random.doubles(2_000).toArray(), random, 50).forEach(this::merge);
        StoredSeries read = series.get("f", "a");

        SeriesDetails all = series.details("f", "a", read);

        assertThat(series.sketch("f", "a", read).toBytes())
                .isEqualTo(all.sketch().toBytes());
        assertThat(SeriesProfile.of("a", series.profile("f", "a", read)))
                .isEqualTo(SeriesProfile.of("a", all.profile()));
        byte[] withoutProfile = new WireWriter(all.sketch().maxBytes() + 9)
                .message(1, all.sketch(), PercentileSketch::writeTo)
                .toBytes();
        assertThat(SeriesDetails.SKETCH_ALONE.read(withoutProfile).count()).isEqualTo(2_000);
    }

    @Test
    void shouldReadASeriesAgainThatHasChanged() {
        Random random = new Random(1);
        deltas(random.doubles(2_000).toArray(), random, 50).forEach(this::merge);
        StoredSeries old = series.get("f", "a");
        deltas(random.doubles(2_000).toArray(), random, 50).forEach(this::merge);

        PercentileSketch read = series.sketch("f", "a", old);

        assertThat(read.count()).isEqualTo(4_000);
    }

    @Test
    void shouldKeepPercentilesOfTheFirstSeriesOnly() {
        FileMerge limited = TestStores.merge(store, TestStores.limits(MANY_REJECTS, MANY_SERIES, 2), metrics.meters());
        for (int round = 0; round < 3; round++) {
            for (String name : List.of("a", "b", "c")) {
                limited.deltas("f", List.of(TestRows.delta(reading(name, round))), NOW);
            }
        }

        assertThat(whole("a").percentiles(1, 50, 99)).containsExactly(0, 1, 2);
        assertThat(whole("b").count()).isEqualTo(3);
        assertThat(whole("c")).isNull();
        assertThat(series.get("f", "c").statistics().count()).isEqualTo(3);
    }

    @Test
    void shouldKeepNoneIfThatIsTheSetting() {
        FileMerge off = TestStores.merge(store, TestStores.limits(MANY_REJECTS, MANY_SERIES, 0), metrics.meters());

        off.deltas("f", List.of(TestRows.delta(reading("a", 1))), NOW);

        assertThat(whole("a")).isNull();
    }

    /** An older combiner sends no values: then a series has no percentiles, rather than those of some values. */
    @Test
    void shouldHaveNoPercentilesOnceValuesAreMissing() {
        merge(TestRows.delta(reading("a", 1), reading("a", 2)));
        assertThat(whole("a").count()).isEqualTo(2);

        merge(withoutDetails(3, 4, 5));
        merge(TestRows.delta(reading("a", 6)));

        assertThat(series.get("f", "a").statistics().count()).isEqualTo(6);
        assertThat(whole("a")).isNull();
    }

    @Test
    void shouldCountTheLatestRowAlone() {
        for (int i = 0; i < 50; i++) {
            merge.deltas(
                    "f", List.of(TestRows.delta(TestRows.measurement("f", (long) i, 2L, "a", i, i + 1, i + 2))), NOW);
        }

        assertThat(whole("a").percentiles(1, 50, 99)).containsExactly(49, 50, 51);
        assertThat(series.get("f", "a").pieces()).isZero();
    }

    @Test
    void shouldHaveNoneOfALatestRowBeyondTheLimitEither() {
        FileMerge off = TestStores.merge(store, TestStores.limits(MANY_REJECTS, MANY_SERIES, 0), metrics.meters());
        for (int i = 0; i < 3; i++) {
            ValidRow row = TestRows.measurement("f", (long) i, 2L, "a", i, i + 1, i + 2);
            off.deltas("f", List.of(TestRows.delta(row)), NOW);
        }

        assertThat(whole("a")).isNull();
    }

    @Test
    void shouldDeleteAllPieces() {
        Random random = new Random(1);
        deltas(random.doubles(20_000).toArray(), random, 50).forEach(this::merge);
        store.write();
        FilePurger purger = TestStores.purger(store, 3);
        assertThat(bytes.approximateNumEntries()).isGreaterThan(10);

        assertThat(merge.deleted(new FileDeleted("f"), NOW)).isTrue();
        for (int i = 0; i < 50; i++) {
            purger.removeMore();
        }
        store.write();

        assertThat(TestStores.keys(bytes)).noneMatch(key -> new String(key.get(), 0, 1).equals("f"));
    }

    @Test
    void shouldPublishPercentilesUnlessTheyMakeTheResultTooLarge() {
        Percentiles few = result("few", 1).aggregatedData().get("s0").percentiles();
        assertThat(few.exact()).isTrue();
        assertThat(few.rankError()).isNull();
        assertThat(few.p50()).isEqualTo(1 / 3.0);

        FileResult many = result("many", 1_000);
        assertThat(many.aggregatedData()).hasSize(1_000).allSatisfy((name, figures) -> assertThat(figures.percentiles())
                .isNull());
    }

    /** Of keys and values in the store's changelog. The figures are those of one flush of a busy combiner. */
    @ParameterizedTest
    @CsvSource({"100, 0.7, 9", "1000, 7, 38"})
    void shouldWriteFewBytesPerRow(int sensors, double without, double with) {
        assertThat(bytesPerRow(sensors, 18_000, 30, 0)).isLessThan(without);
        assertThat(bytesPerRow(sensors, 18_000, 30, 1_000)).isLessThan(with);
    }

    private static double bytesPerRow(int sensors, int rowsOfFlush, int flushes, int detailedSeries) {
        long[] written = {0};
        FileStore store = FileStore.buffered(TestStores.counting(size -> written[0] += size));
        FileMerge merge = TestStores.merge(
                store, TestStores.limits(MANY_REJECTS, MANY_SERIES, detailedSeries), new CountingMetrics().meters());
        Random random = new Random(1);
        PendingDeltas pending = new PendingDeltas();
        for (int flush = 0; flush < flushes; flush++) {
            for (int i = 0; i < rowsOfFlush; i++) {
                long micros = 10_000L * (flush * rowsOfFlush + i);
                String sensor = "sensor-" + random.nextInt(sensors);
                pending.add(TestRows.readingAt("f", sensor, Math.round(random.nextGaussian() * 300) / 100.0, micros));
            }
            pending.drainTo((fileId, batch) -> {
                merge.deltas(fileId, ((CombinerMessage.Deltas) CombinerMessage.read(batch)).deltas(), NOW);
                store.write();
            });
        }
        return (double) written[0] / ((long) rowsOfFlush * flushes);
    }

    private FileResult result(String fileId, int count) {
        Tally tally = Tally.NONE;
        for (int i = 0; i < count; i++) {
            ValidRow row = TestRows.reading(fileId, 0L, (long) i, "s" + i, (i + 1) / 3.0);
            merge.deltas(fileId, List.of(TestRows.delta(row)), NOW);
            tally = tally.plus(i);
        }
        merge.fileEvent(new GeneratedFile(fileId, new Random(1), 0, 0, 0).opened, NOW);
        merge.fileEvent(new FileClosed(fileId, 1, 1, 1, "00"), NOW);
        return merge.chunkSplit(new ChunkSplit(fileId, 0, null, 1, tally, Tally.NONE, null, null), NOW)
                .orElseThrow();
    }

    private void merge(Delta delta) {
        merge.deltas("f", List.of(delta), NOW);
    }

    private PercentileSketch whole(String name) {
        return series.sketch("f", name, series.get("f", name));
    }

    private static ValidRow reading(String name, double value) {
        return TestRows.reading("f", 0L, 2L, name, value);
    }

    /** Splits the values to deltas as a combiner does, and shuffles these. */
    private static List<Delta> deltas(double[] values, Random random, int rows) {
        List<Delta> deltas = new ArrayList<>();
        PendingDeltas pending = new PendingDeltas();
        for (int i = 0; i < values.length; i++) {
            pending.add(reading("a", values[i]));
            if ((i + 1) % rows == 0 || i == values.length - 1) {
                pending.drainTo((fileId, batch) -> deltas.addAll(TestRows.deltas(batch)));
            }
        }
        Collections.shuffle(deltas, random);
        return deltas;
    }

    private static Delta withoutDetails(double... values) {
        SeriesStatistics statistics = new SeriesStatistics();
        for (double value : values) {
            statistics.add(value);
        }
        return new Delta(
                RowOrigin.CHUNK,
                null,
                "a",
                new Tally(values.length, 0),
                new SeriesValue(statistics, null, null),
                true,
                null);
    }

    private static double[] of(double[] sorted, int... percents) {
        return Arrays.stream(percents)
                .mapToDouble(percent -> sorted[(sorted.length * percent + 99) / 100 - 1])
                .toArray();
    }
}
