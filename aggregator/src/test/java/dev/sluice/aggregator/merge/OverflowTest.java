package dev.sluice.aggregator.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.delta.Delta;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.message.FileDeletion.FileDeleted;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with more series than the limit. */
class OverflowTest {
    private static final long NOW = 5_000;

    private final KeyValueStore<Bytes, byte[]> bytes = TestStores.bytes();
    private final FileStore store = FileStore.of(bytes);
    private final CountingMetrics metrics = new CountingMetrics();

    @Test
    void shouldKeepTheFirstSeriesAndCountTheOthersTogether() {
        add(3, "a", 1, "b", 2, "c", 3, "d", 10, "a", 5, "e", 20, "d", 30);

        FileSummary file = store.state("f").summary();
        assertThat(file.series()).isEqualTo(3);
        assertThat(file.validRows()).isEqualTo(7);
        assertThat(file.overflow().rows()).isEqualTo(3);
        assertThat(file.overflow().statistics().count()).isEqualTo(3);
        assertThat(file.overflow().statistics().sum()).isEqualTo(60);
        assertThat(file.overflow().statistics().max()).isEqualTo(30);
        assertThat(series()).containsExactly("a=2", "b=1", "c=1");
    }

    @Test
    void shouldHaveNoOverflowUpToTheLimit() {
        add(3, "a", 1, "b", 2, "c", 3, "a", 5);

        assertThat(store.state("f").summary().overflow()).isNull();
    }

    @Test
    void shouldNotAddASeriesWithMissingRowsAfterTheLimitWasRaised() {
        add(2, "a", 1, "b", 2, "c", 3);
        add(9, "c", 4, "d", 5, "a", 6);

        assertThat(store.state("f").summary().overflow().rows()).isEqualTo(3);
        assertThat(series()).containsExactly("a=2", "b=1");
    }

    @Test
    void shouldNotConfuseASeriesOfAnyNameWithTheOverflow() {
        add(3, "", 1, "overflow", 2, "\u0000", 3, "x", 4);

        assertThat(store.state("f").summary().overflow().rows()).isEqualTo(1);
        assertThat(series()).containsExactly("=1", "\u0000=1", "overflow=1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldCountEachRowOnceForAnyOrderAndBatches(long seed) {
        Random random = new Random(seed);
        int limit = 1 + random.nextInt(30);
        TreeMap<String, Long> expected = new TreeMap<>();
        long left = 400;
        while (left > 0) {
            List<Object> batch = new ArrayList<>();
            for (long i = Math.min(left, 1 + random.nextInt(20)); i > 0; i--, left--) {
                String series = "s" + random.nextInt(40);
                batch.add(series);
                batch.add(1);
                expected.merge(series, 1L, Long::sum);
            }
            add(limit, batch.toArray());
        }

        FileSummary file = store.state("f").summary();
        assertThat(file.validRows()).isEqualTo(400);
        assertThat(file.series()).isEqualTo(Math.min(limit, expected.size()));
        long[] kept = new long[1];
        store.series().read("f", null, (name, value) -> {
            assertThat(value.statistics().count()).as(name).isEqualTo(expected.get(name));
            kept[0] += value.statistics().count();
            return true;
        });
        long overflow = file.overflow() == null ? 0 : file.overflow().rows();
        assertThat(kept[0] + overflow).isEqualTo(400);
        assertThat(file.overflow() == null ? 0 : file.overflow().statistics().count())
                .isEqualTo(overflow);
    }

    @Test
    void shouldEndWithTheOverflowInTheResultAndBeDeletedWithoutATrace() {
        add(1, "a", 1, "b", 2);

        FileResult result = merge(1).streamEvent(new StreamClosed("f", 2), NOW).orElseThrow();
        TestStores.results(store, metrics.meters()).committed("f");

        assertThat(result.summary().status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(result.summary().overflow().statistics().sum()).isEqualTo(2);
        assertThat(result.aggregatedData()).containsOnlyKeys("a");
        assertThat(store.datasetSeries().totals("sensor-readings").validRows()).isEqualTo(2);
        merge(1).deleted(new FileDeleted("f"), NOW);
        assertThat(store.datasetSeries().totals("sensor-readings").validRows()).isZero();
    }

    /** Rows of a stream, in one batch: series and number in turn. */
    private void add(int limit, Object... rows) {
        List<Delta> deltas = new ArrayList<>();
        for (int i = 0; i < rows.length; i += 2) {
            double number = ((Integer) rows[i + 1]).doubleValue();
            deltas.add(TestRows.delta(TestRows.reading("f", null, null, (String) rows[i], number)));
        }
        merge(limit).deltas("f", deltas, NOW);
    }

    private FileMerge merge(int limit) {
        return TestStores.merge(store, TestStores.limits(9, limit), metrics.meters());
    }

    private List<String> series() {
        List<String> all = new ArrayList<>();
        store.series()
                .read(
                        "f",
                        null,
                        (name, value) -> all.add(name + "=" + value.statistics().count()));
        return all;
    }
}
