package dev.sluice.aggregator.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.aggregator.delta.Delta;
import dev.sluice.aggregator.delta.PendingDeltas;
import dev.sluice.aggregator.delta.RowOrigin;
import dev.sluice.aggregator.delta.SeriesValue;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.query.FilePages;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.SeriesProfile;
import dev.sluice.schemas.query.SeriesProfile.Point;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.stats.SeriesStatistics;
import dev.sluice.tabular.stats.TimeProfile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time profiles from rows over deltas and the store to the answer. */
class ProfilesTest {
    private static final long NOW = 5_000;

    private final FileStore store = FileStore.buffered(TestStores.bytes());
    private final FileMerge merge = TestStores.merge(store, new CountingMetrics().meters());

    /** The profile of the whole file is that of all its rows, however they were split to deltas, in whatever order. */
    @ParameterizedTest
    @CsvSource({"1, 900, true", "7, 5000, false", "180, 60000, true", "180, 60000, false", "9000, 60000, false"})
    void shouldBeTheProfileOfAllRows(int rowsOfDelta, int rows, boolean inOrder) {
        Random random = new Random(rowsOfDelta);
        TimeProfile expected = new TimeProfile();
        List<ValidRow> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            all.add(reading("a", random.nextGaussian(), inOrder ? i * 7_000_000L : random.nextLong(1L << 44)));
        }
        for (ValidRow row : all) {
            expected.add(row.measured()[0], row.timeMicros());
        }
        List<Delta> deltas = deltas(all, rowsOfDelta);
        Collections.shuffle(deltas, random);

        deltas.forEach(this::merge);

        SeriesProfile found = profile("a");
        SeriesProfile wanted = SeriesProfile.of("a", expected);
        assertThat(found.intervalSeconds()).isEqualTo(wanted.intervalSeconds());
        assertThat(found.points()).hasSameSizeAs(wanted.points()).hasSizeLessThanOrEqualTo(TimeProfile.MAX_POINTS);
        for (int i = 0; i < found.points().size(); i++) {
            Point point = found.points().get(i);
            Point same = wanted.points().get(i);
            assertThat(point).usingRecursiveComparison().ignoringFields("avg").isEqualTo(same);
            assertThat(point.avg()).isCloseTo(same.avg(), within(1e-12));
        }
        assertThat(found.distribution()).hasSize(101).isSorted();
        assertThat(found.values()).as("all values of a series with many").isNull();
    }

    @Test
    void shouldHaveNoPointsWithoutTimesOrBeyondTheLimit() {
        merge.deltas("f", List.of(TestRows.delta(TestRows.plays("f", 0L, 2L, "song", 7))), NOW);
        FileMerge none = TestStores.merge(store, TestStores.limits(9, 9, 0), new CountingMetrics().meters());
        none.deltas("g", List.of(TestRows.delta(reading("a", 1, 0))), NOW);

        SeriesProfile timeless = profile("song");
        assertThat(timeless.points()).isEmpty();
        assertThat(timeless.intervalSeconds()).isNull();
        assertThat(timeless.distribution()).hasSize(101).containsOnly(7.0);
        assertThat(timeless.values()).containsOnly(7.0);
        SeriesProfile beyond = FilePages.profile(store, store.state("g"), "a").profile();
        assertThat(beyond.points()).isEmpty();
        assertThat(beyond.distribution()).isNull();
    }

    /** An older combiner sends no details: then a series has no profile, rather than that of some values. */
    @Test
    void shouldHaveNoPointsOnceValuesAreMissing() {
        merge(TestRows.delta(reading("a", 1, 0), reading("a", 2, 1)));
        SeriesStatistics statistics = new SeriesStatistics();
        statistics.add(3, 2);
        statistics.add(4, 3);
        merge(new Delta(
                RowOrigin.CHUNK, null, "a", new Tally(2, 0), new SeriesValue(statistics, null, null), true, null));
        merge(TestRows.delta(reading("a", 5, 4)));

        assertThat(profile("a").points()).isEmpty();
    }

    /** Neither where a delta has all details, as it has a single value, nor where it has several values. */
    @Test
    void shouldKeepStatisticsAloneOfADatasetWithoutPercentiles() {
        Dataset plain = TestRows.documentWith("plain", "\"percentiles\": false");
        List<ValidRow> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(new ValidRow("f", 0L, 2L, plain, i < 30 ? "many" : "m" + i, new double[] {i}, 1_000_000L * i));
        }
        for (Delta delta : TestRows.combined(rows.toArray(ValidRow[]::new))) {
            assertThat(delta.value().details()).isNull();
            merge(delta);
        }

        assertThat(store.series().get("f", "many").statistics().count()).isEqualTo(30);
        assertThat(profile("many").distribution()).isNull();
        assertThat(profile("m31").distribution()).isNull();
    }

    @Test
    void shouldShowTheLatestRowAloneWhereOnlyThatCounts() {
        for (int i = 0; i < 50; i++) {
            merge.deltas("f", List.of(TestRows.delta(TestRows.measurement("f", (long) i, 2L, "a", i, i + 2))), NOW);
        }

        assertThat(profile("a").points()).singleElement().satisfies(point -> {
            assertThat(point.count()).isEqualTo(2);
            assertThat(point.avg()).isEqualTo(50);
        });
    }

    @Test
    void shouldPageThroughTheSeries() {
        for (String name : List.of("c", "a", "b", "")) {
            merge(TestRows.delta(reading(name, 1, 0), reading(name, 2, 60_000_000)));
        }

        SeriesProfile.Page first = FilePages.profiles(store, store.state("f"), null, 3);
        SeriesProfile.Page second = FilePages.profiles(store, store.state("f"), first.next(), 3);

        assertThat(first.profiles()).extracting(SeriesProfile::series).containsExactly("", "a", "b");
        assertThat(first.profiles())
                .allSatisfy(profile -> assertThat(profile.points()).hasSize(2))
                .allSatisfy(profile -> assertThat(profile.distribution()).isNull());
        assertThat(second.profiles()).extracting(SeriesProfile::series).containsExactly("c");
        assertThat(second.next()).isNull();
        assertThat(FilePages.profile(store, store.state("f"), "d").profile()).isNull();
    }

    private SeriesProfile profile(String name) {
        return FilePages.profile(store, store.state("f"), name).profile();
    }

    private void merge(Delta delta) {
        merge.deltas("f", List.of(delta), NOW);
    }

    private static ValidRow reading(String name, double value, long micros) {
        return TestRows.readingAt("f", name, value, micros);
    }

    private static List<Delta> deltas(List<ValidRow> rows, int each) {
        List<Delta> deltas = new ArrayList<>();
        PendingDeltas pending = new PendingDeltas();
        for (int i = 0; i < rows.size(); i++) {
            pending.add(rows.get(i));
            if ((i + 1) % each == 0 || i == rows.size() - 1) {
                pending.drainTo((fileId, batch) -> deltas.addAll(TestRows.deltas(batch)));
            }
        }
        return deltas;
    }
}
