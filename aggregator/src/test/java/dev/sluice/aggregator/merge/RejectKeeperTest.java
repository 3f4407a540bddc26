package dev.sluice.aggregator.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.tabular.row.RowError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RejectKeeperTest {
    private static final long NOW = 5_000;

    private final KeyValueStore<Bytes, byte[]> bytes = TestStores.bytes();
    private final FileStore store = FileStore.of(bytes);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldKeepTheFirstOfTheFileForAnyOrderOfArrival(long seed) {
        List<InvalidRow> rows = new ArrayList<>();
        for (long line = 2; line < 60; line++) {
            rows.add(TestRows.invalid("f", line / 10, line));
        }
        List<InvalidRow> inOrder = List.copyOf(rows);
        Collections.shuffle(rows, new Random(seed));

        merge(20, rows);

        assertThat(kept("f")).containsExactlyElementsOf(inOrder.subList(0, 20));
        assertThat(store.state("f").rejectsKept().count()).isEqualTo(20);
        assertThat(store.state("f").invalidRows()).isEqualTo(58);
    }

    @Test
    void shouldKeepSeveralOfOneLineInTheOrderTheyCame() {
        InvalidRow first = TestRows.invalid("f", 0L, 5, new RowError("type-error", "b", "b", null));
        InvalidRow second = TestRows.invalid("f", 0L, 5, new RowError("type-error", "a", "a", null));
        InvalidRow third = TestRows.invalid("f", 0L, 5, new RowError("type-error", "c", "c", null));

        merge(2, List.of(first, second, third));

        assertThat(kept("f")).containsExactly(first, second);
    }

    @Test
    void shouldKeepTheFirstToComeOfAnOpenStream() {
        List<InvalidRow> rows = new ArrayList<>();
        for (long line = 9; line > 0; line--) {
            rows.add(TestRows.invalid("s", null, line));
        }

        merge(4, rows);

        assertThat(kept("s")).containsExactlyElementsOf(rows.subList(0, 4));
    }

    @Test
    void shouldNotWriteLaterRowsOnceItIsFull() {
        merge(2, List.of(TestRows.invalid("f", 0L, 2), TestRows.invalid("f", 0L, 3)));
        long entries = bytes.approximateNumEntries();

        merge(2, List.of(TestRows.invalid("f", 0L, 4), TestRows.invalid("f", 1L, 3)));

        assertThat(bytes.approximateNumEntries()).isEqualTo(entries);
        assertThat(kept("f")).extracting(InvalidRow::line).containsExactly(2L, 3L);
    }

    @Test
    void shouldKeepNoneWithALimitOfZero() {
        merge(0, List.of(TestRows.invalid("f", 0L, 2), TestRows.invalid("f", 0L, 1)));

        assertThat(kept("f")).isEmpty();
        assertThat(store.state("f").invalidRows()).isEqualTo(2);
    }

    @Test
    void shouldLeaveNoGapWhenTheLimitIsRaisedWhileAFileIsOpen() {
        merge(2, List.of(TestRows.invalid("f", 0L, 2), TestRows.invalid("f", 0L, 3), TestRows.invalid("f", 0L, 4)));

        merge(9, List.of(TestRows.invalid("f", 0L, 5), TestRows.invalid("f", 0L, 1)));

        assertThat(kept("f")).extracting(InvalidRow::line).containsExactly(1L, 2L);
    }

    @Test
    void shouldKeepFilesApart() {
        merge(1, List.of(TestRows.invalid("f", 0L, 2), TestRows.invalid("f1", 0L, 3), TestRows.invalid("f", 0L, 4)));

        assertThat(kept("f")).extracting(InvalidRow::line).containsExactly(2L);
        assertThat(kept("f1")).extracting(InvalidRow::line).containsExactly(3L);
    }

    private void merge(int rejectsPerFile, List<InvalidRow> rows) {
        FileMerge merge = TestStores.merge(store, TestStores.limits(rejectsPerFile), CountingMetrics.unread());
        rows.forEach(row -> merge.invalidRow(row, NOW));
    }

    private List<InvalidRow> kept(String fileId) {
        List<InvalidRow> kept = new ArrayList<>();
        store.rejects().read(fileId, null, (at, row) -> kept.add(row));
        return kept;
    }
}
