package dev.sluice.aggregator.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.aggregator.merge.TestRows;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.row.ValidRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PendingDeltasTest {
    private final PendingDeltas pending = new PendingDeltas();

    @Test
    void shouldCountRowsSeparatelyFromTheirNumbers() {
        pending.add(TestRows.measurement("f", 0L, 3L, "t", 1, 2, 3));
        pending.add(TestRows.plays("f", 0L, 4L, "a,b", 7));

        assertThat(drained().get("f"))
                .satisfiesExactlyInAnyOrder(
                        delta -> {
                            assertThat(delta.series()).isEqualTo("t");
                            assertThat(delta.tally()).isEqualTo(new Tally(1, 3));
                            assertThat(delta.value().statistics().count()).isEqualTo(3);
                        },
                        delta -> {
                            assertThat(delta.series()).isEqualTo("a,b");
                            assertThat(delta.tally()).isEqualTo(new Tally(1, 4));
                            assertThat(delta.value().statistics().hasTime()).isFalse();
                        });
        assertThat(pending.size()).isZero();
    }

    @Test
    void shouldKeepOnlyTheLastRowWhereTheLatestCounts() {
        pending.add(TestRows.measurement("f", 1L, 9L, "t", 5));
        pending.add(TestRows.measurement("f", 2L, 20L, "t", 6, 8));
        pending.add(TestRows.measurement("f", 1L, 10L, "t", 100));

        Delta delta = drained().get("f").get(0);

        assertThat(delta.tally()).isEqualTo(new Tally(3, 39));
        assertThat(delta.value().lastRow()).isEqualTo(new RowPosition(2, 20));
        assertThat(delta.value().statistics().avg()).isEqualTo(7);
    }

    @Test
    void shouldKeepTheRowOfAStreamThatArrivedLast() {
        pending.add(TestRows.measurement("s", null, 9L, "t", 5));
        pending.add(TestRows.measurement("s", null, 3L, "t", 6));

        assertThat(drained().get("s").get(0).value().statistics().avg()).isEqualTo(6);
    }

    @Test
    void shouldSeparateStreamsOfOneNameByDatasetAndOrigin() {
        pending.add(TestRows.reading("f", null, null, "a", 1));
        pending.add(TestRows.plays("f", null, null, "a", 2));
        pending.add(TestRows.measurement("f", null, null, "a", 3));
        pending.add(TestRows.reading("f", 0L, 7L, "a", 4));

        assertThat(drained().get("f"))
                .extracting(Delta::origin, Delta::dataset, Delta::series, d -> d.value()
                        .statistics()
                        .sum())
                .containsExactlyInAnyOrder(
                        tuple(RowOrigin.STREAM, "sensor-readings", "a", 1.0),
                        tuple(RowOrigin.STREAM, "song-plays", "a", 2.0),
                        tuple(RowOrigin.STREAM, "measurements", "a", 3.0),
                        tuple(RowOrigin.CHUNK, null, "a", 4.0));
    }

    @Test
    void shouldHaveADeltaForEachWindow() {
        pending.add(TestRows.hourly("f", "a", 1, 3_599));
        pending.add(TestRows.hourly("f", "a", 2, 3_600));
        pending.add(TestRows.hourly("f", "b", 3, 3_600));
        pending.add(TestRows.hourly("f", "a", 4, 0));
        pending.add(TestRows.hourly("f", "a", 5, -1));
        pending.add(new ValidRow("f", null, null, TestRows.HOURLY, "a", new double[] {6}, null));

        assertThat(pending.size()).isEqualTo(5);
        assertThat(drained().get("f"))
                .extracting(
                        delta -> delta.window() == null ? null : delta.window().start(),
                        Delta::series,
                        delta -> delta.value().statistics().sum())
                .containsExactlyInAnyOrder(
                        tuple(0L, "a", 5.0),
                        tuple(3_600L, "a", 2.0),
                        tuple(3_600L, "b", 3.0),
                        tuple(-3_600L, "a", 5.0),
                        tuple(null, "a", 6.0));
    }

    @Test
    void shouldCarryLongSeriesInRecordsOfBoundedSize() {
        List<String> longNames =
                IntStream.range(0, 30).mapToObj(i -> i + "\u20ac".repeat(8_192)).toList();
        for (String name : longNames) {
            pending.add(TestRows.reading("f", 0L, 2L, name, 1));
        }
        List<byte[]> batches = new ArrayList<>();

        pending.drainTo((fileId, batch) -> batches.add(batch));

        assertThat(batches).hasSizeGreaterThan(1).allSatisfy(batch -> assertThat(batch)
                .hasSizeLessThan(256 * 1024));
        assertThat(batches.stream().flatMap(batch -> TestRows.deltas(batch).stream()))
                .extracting(Delta::series)
                .containsExactlyInAnyOrderElementsOf(longNames);
    }

    @Test
    void shouldCountARowWithoutANumberButKeepTheLastThatHasOne() {
        pending.add(TestRows.measurement("f", 0L, 2L, "t", 5));
        pending.add(TestRows.measurement("f", 0L, 3L, "t"));
        pending.add(TestRows.measurement("f", 0L, 4L, "u"));

        Map<String, Delta> bySeries = new TreeMap<>();
        drained().get("f").forEach(delta -> bySeries.put(delta.series(), delta));

        assertThat(bySeries.get("t").tally().rows()).isEqualTo(2);
        assertThat(bySeries.get("t").value().statistics().sum()).isEqualTo(5);
        assertThat(bySeries.get("u").tally().rows()).isEqualTo(1);
        assertThat(bySeries.get("u").value().isEmpty()).isTrue();
    }

    @Test
    void shouldCountEachRowOnceWithAlternatingSeriesFilesAndKinds() {
        Random random = new Random(5);
        Map<List<Object>, Tally> expected = new HashMap<>();
        for (int i = 0; i < 60_000; i++) {
            String file = "f" + random.nextInt(2);
            String series = "s" + random.nextInt(random.nextBoolean() ? 3 : 8_000);
            Long chunk = random.nextBoolean() ? 1L : null;
            boolean play = random.nextInt(10) == 0;
            pending.add(
                    play
                            ? TestRows.plays(file, chunk, (long) i, series, 1)
                            : TestRows.reading(file, chunk, (long) i, series, 1));
            String dataset = play ? "song-plays" : "sensor-readings";
            expected.merge(Arrays.asList(file, chunk == null ? dataset : null, series), new Tally(1, i), Tally::plus);
            if (random.nextInt(10_000) == 0) {
                assertThat(taken()).isEqualTo(expected);
                expected.clear();
            }
        }

        assertThat(taken()).isEqualTo(expected);
    }

    @Test
    void shouldDiscardClearedDeltas() {
        pending.add(TestRows.reading("f", 0L, 1L, "a", 1));
        pending.clear();
        pending.add(TestRows.reading("f", 0L, 2L, "a", 3));

        assertThat(drained().get("f")).singleElement().satisfies(delta -> assertThat(delta.tally())
                .isEqualTo(new Tally(1, 2)));
    }

    @Test
    void shouldStartEmptyAfterADrain() {
        pending.add(TestRows.reading("f", 0L, 1L, "a", 1));
        drained();
        pending.add(TestRows.reading("f", 0L, 2L, "a", 3));

        assertThat(pending.size()).isOne();
        assertThat(drained().get("f")).singleElement().satisfies(delta -> assertThat(delta.tally())
                .isEqualTo(new Tally(1, 2)));
    }

    @Test
    void shouldMergePartialDeltasIntoTheSameDeltaForAnySplit() {
        ValidRow[] rows = IntStream.range(0, 20)
                .mapToObj(i -> TestRows.measurement("f", (long) (i * 7 % 5), (long) i, "t", i))
                .toArray(ValidRow[]::new);
        SeriesValue whole = TestRows.delta(rows).value();
        for (int cut = 1; cut < rows.length; cut++) {
            SeriesValue first = TestRows.delta(Arrays.copyOf(rows, cut)).value();
            SeriesValue second =
                    TestRows.delta(Arrays.copyOfRange(rows, cut, rows.length)).value();

            assertThat(first.plus(second).lastRow()).isEqualTo(whole.lastRow()).isEqualTo(new RowPosition(4, 17));
        }
    }

    /** Returns the tallies by file, dataset of a stream, and series. */
    private Map<List<Object>, Tally> taken() {
        Map<List<Object>, Tally> taken = new HashMap<>();
        drained()
                .forEach((file, deltas) -> deltas.forEach(delta ->
                        taken.merge(Arrays.asList(file, delta.dataset(), delta.series()), delta.tally(), Tally::plus)));
        return taken;
    }

    private Map<String, List<Delta>> drained() {
        Map<String, List<Delta>> drained = new TreeMap<>();
        pending.drainTo((fileId, batch) ->
                drained.computeIfAbsent(fileId, id -> new ArrayList<>()).addAll(TestRows.deltas(batch)));
        return drained;
    }
}
