package dev.sluice.aggregator.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aggregator.merge.FileMerge;
import dev.sluice.aggregator.merge.TestRows;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.RejectsPage.Filter;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.row.RowError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RejectsQueryTest {
    private static final long NOW = 5_000;
    private static final RowError BAD_VALUE = new RowError("type-error", "value", "expected a number, found x", "x");
    private static final RowError NO_SENSOR = new RowError("missing-cell", "sensor_id", "expected a value", null);

    private final FileStore store = TestStores.files();
    private final FileMerge merge = TestStores.merge(store, TestStores.limits(30), CountingMetrics.unread());
    private final StoreQueries queries =
            new StoreQueries(partition -> store, new NoEvents(), Datasets.shipped(), 1, new NoEvents(), Duration.ZERO);

    @Test
    void shouldPageThroughKeptRejectsInFileOrder() {
        for (long line = 40; line > 0; line--) {
            merge.invalidRow(TestRows.invalid("f", line / 7, line), NOW);
        }

        List<Long> lines = new ArrayList<>();
        String cursor = null;
        do {
            RejectsPage page = page(Filter.NONE, cursor, 10);
            assertThat(page.rejects()).hasSize(10);
            assertThat(page.kept()).isEqualTo(30);
            assertThat(page.summary().invalidRows()).isEqualTo(40);
            page.rejects().forEach(row -> lines.add(row.line()));
            cursor = page.next();
        } while (cursor != null);

        assertThat(lines).isSorted().startsWith(1L).hasSize(30).endsWith(30L);
    }

    @Test
    void shouldFilterByCodeAndFieldOfOneAndTheSameError() {
        RowError missingValue = new RowError("missing-cell", "value", "expected a value", null);
        merge.invalidRow(TestRows.invalid("f", 0L, 2, BAD_VALUE), NOW);
        merge.invalidRow(TestRows.invalid("f", 0L, 3, NO_SENSOR, BAD_VALUE), NOW);
        merge.invalidRow(TestRows.invalid("f", 0L, 4, NO_SENSOR), NOW);
        merge.invalidRow(TestRows.invalid("f", 0L, 5, missingValue), NOW);
        merge.invalidRow(TestRows.invalid("f", 0L, 6, new RowError("blank-row", null, "blank", null)), NOW);

        assertThat(lines(new Filter("type-error", null))).containsExactly(2L, 3L);
        assertThat(lines(new Filter(null, "sensor_id"))).containsExactly(3L, 4L);
        assertThat(lines(new Filter("missing-cell", "value"))).containsExactly(5L);
        assertThat(lines(new Filter("blank-row", null))).containsExactly(6L);
        assertThat(lines(new Filter("extra-cell", null))).isEmpty();
    }

    @Test
    void shouldReturnANextCursorOnlyIfAMatchFollows() {
        merge.invalidRow(TestRows.invalid("f", 0L, 2, BAD_VALUE), NOW);
        merge.invalidRow(TestRows.invalid("f", 0L, 3, NO_SENSOR), NOW);
        merge.invalidRow(TestRows.invalid("f", 0L, 4, BAD_VALUE), NOW);
        merge.invalidRow(TestRows.invalid("f", 0L, 5, NO_SENSOR), NOW);
        Filter filter = new Filter("type-error", null);

        RejectsPage first = page(filter, null, 1);
        RejectsPage second = page(filter, first.next(), 1);

        assertThat(first.rejects()).extracting(InvalidRow::line).containsExactly(2L);
        assertThat(second.rejects()).extracting(InvalidRow::line).containsExactly(4L);
        assertThat(second.next()).isNull();
    }

    @Test
    void shouldReturnTheCsvHeaderAndOptionsOfAnUpload() {
        merge.fileEvent(
                new FileOpened("f", "sensor-readings", "a.csv", "a;b;c", "delimiter=%3B", Instant.EPOCH, 60_000, null),
                NOW);

        assertThat(page(Filter.NONE, null, 1).csvHeader()).isEqualTo("a;b;c");
        assertThat(page(Filter.NONE, null, 1).csvOptions()).isEqualTo("delimiter=%3B");
    }

    @Test
    void shouldReturnTheCsvHeaderAndOptionsOfACsvRecord() {
        merge.chunkSplit(split("f", "a,b", "header=present"), NOW);
        merge.chunkSplit(split("json", null, null), NOW);

        RejectsPage csv = found(queries.rejects("f", Filter.NONE, null, 1));
        RejectsPage json = found(queries.rejects("json", Filter.NONE, null, 1));

        assertThat(csv.csvHeader()).isEqualTo("a,b");
        assertThat(csv.csvOptions()).isEqualTo("header=present");
        assertThat(json.csvHeader()).isNull();
        assertThat(json.csvOptions()).isNull();
    }

    @Test
    void shouldReportThatAFileHasNoRejects() {
        merge.invalidRow(TestRows.invalid("g", 0L, 2), NOW);
        merge.deltas("f", List.of(TestRows.delta(TestRows.reading("f", 0L, 2L, "a", 1))), NOW);

        RejectsPage page = page(Filter.NONE, null, 10);

        assertThat(page.rejects()).isEmpty();
        assertThat(page.kept()).isZero();
        assertThat(page.next()).isNull();
    }

    @Test
    void shouldFindNoRejectsOfAnUnknownFile() {
        assertThat(queries.rejects("none", Filter.NONE, null, 1)).isInstanceOf(Answer.Missing.class);
    }

    @Test
    void shouldRefuseAnInvalidCursor() {
        for (String cursor : List.of("x", "1.2", "1.2.", "1.2.3.4", "-1.2.3", "1.2.9999999999999999999")) {
            assertThatThrownBy(() -> queries.rejects("f", Filter.NONE, cursor, 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private List<Long> lines(Filter filter) {
        return page(filter, null, 10).rejects().stream().map(InvalidRow::line).toList();
    }

    private RejectsPage page(Filter filter, String cursor, int limit) {
        return found(queries.rejects("f", filter, cursor, limit));
    }

    private static <T> T found(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Found.class);
        return ((Answer.Found<T>) answer).value();
    }

    private static ChunkSplit split(String fileId, String csvHeader, String csvOptions) {
        ChunkSplit.WholeFile whole = new ChunkSplit.WholeFile(
                "sensor-readings", null, Instant.ofEpochMilli(77), 0, 7, csvHeader, csvOptions, null);
        return new ChunkSplit(fileId, 0, null, 40, Tally.NONE.plus(2), Tally.NONE, whole, null);
    }
}
