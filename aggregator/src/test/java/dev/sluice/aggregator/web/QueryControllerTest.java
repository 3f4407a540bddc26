package dev.sluice.aggregator.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.broker.PartitionEnd;
import dev.sluice.aggregator.merge.FileMerge;
import dev.sluice.aggregator.merge.GeneratedFile;
import dev.sluice.aggregator.merge.TestRows;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.ownership.AdvertisedUrl;
import dev.sluice.aggregator.ownership.InstanceOwnership;
import dev.sluice.aggregator.query.NoEvents;
import dev.sluice.aggregator.query.PartitionQueries;
import dev.sluice.aggregator.query.StandbyQueries;
import dev.sluice.aggregator.query.StoreQueries;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FilesPart;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.SeriesPage;
import dev.sluice.schemas.query.SeriesSum;
import dev.sluice.schemas.query.SeriesSums;
import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

class QueryControllerTest {
    private static final List<Integer> ALL = List.of(0);

    private final FileStore store = TestStores.files();
    private final StoreQueries queries =
            new StoreQueries(partition -> store, new NoEvents(), Datasets.shipped(), 1, new NoEvents(), Duration.ZERO);
    private final PartitionQueries parts = new PartitionQueries(partition -> store, Datasets.shipped());
    private boolean member = true;
    private boolean moved;
    private PartitionEnd deletions = PartitionEnd.EMPTY;
    private final QueryResponses responses = new QueryResponses(new InstanceOwnership(
            AdvertisedUrl.of("http://self:8082", 0), 1, () -> member, this::active, partition -> store, List::of));
    private final FileQueryController files = new FileQueryController(
            queries,
            parts,
            new StandbyQueries(
                    partition -> store,
                    of -> of.stream().collect(Collectors.toMap(partition -> partition, any -> deletions)),
                    "deletions",
                    Datasets.shipped(),
                    1),
            responses,
            TestStores.properties(Map.of()));
    private final DatasetQueryController datasets = new DatasetQueryController(parts, responses);

    private FileStore active(int partition) {
        if (moved) {
            throw new InvalidStateStoreException("the store moved");
        }
        return store;
    }

    @BeforeEach
    void endAFile() {
        FileMerge merge = TestStores.merge(store, CountingMetrics.unread());
        merge.invalidRow(TestRows.invalid("f", 0L, 3), 1);
        merge.deltas("f", List.of(TestRows.delta(TestRows.reading("f", 0L, 2L, "a/b", 7))), 1);
        var whole = new ChunkSplit.WholeFile("sensor-readings", null, Instant.EPOCH, 0, 0, "a,b", null, null);
        merge.chunkSplit(new ChunkSplit("f", 0, null, 9, Tally.NONE.plus(2), Tally.NONE.plus(3), whole, null), 1);
        TestStores.results(store, CountingMetrics.unread()).committed("f");
    }

    @Test
    void shouldAnswerInTheJsonOfTheQueries() {
        RejectsPage rejects = body(files.rejects("f", null, null, "type-error", "value", null, 10), RejectsPage.class);
        SeriesSum series = body(datasets.series("sensor-readings", ALL, null, "a/b"), SeriesSum.class);
        FilesPart list = body(files.files(ALL, null, null, null, null, null, 10), FilesPart.class);

        assertThat(rejects.rejects()).containsExactly(TestRows.invalid("f", 0L, 3));
        assertThat(rejects.csvHeader()).isEqualTo("a,b");
        assertThat(series.result().figures().sum()).isEqualTo(7);
        assertThat(list.files()).extracting(FilesPart.Entry::summary).containsExactly(summary());
        assertThat(body(datasets.allSeries("sensor-readings", ALL, null, null, 10), SeriesSums.class)
                        .series())
                .extracting(SeriesSum::result)
                .containsExactly(series.result());
        assertThat(body(datasets.totals("sensor-readings", ALL, null), DatasetTotals.class))
                .isEqualTo(new DatasetTotals(1, 0, 1, 1, 0));
    }

    @Test
    void shouldAnswerForWindowsFromEitherStore() {
        FileMerge merge = TestStores.merge(store, CountingMetrics.unread());
        merge.deltas("w", TestRows.combined(TestRows.hourly("w", "a.b", 7, 1), TestRows.hourly("w", "c", 8, -1)), 1);
        merge.streamEvent(new StreamClosed("w", 2), 1);
        TestStores.results(store, CountingMetrics.unread()).committed("w");

        for (String from : new String[] {null, "standby"}) {
            SeriesWindows all =
                    body(files.windows("w", null, from, null, -9_999, 9_999, null, 10), SeriesWindows.class);
            assertThat(all.windows()).extracting(SeriesWindows.Window::series).containsExactly("a.b", "c");
            SeriesWindows one = body(files.windows("w", null, from, null, -9_999, 9_999, null, 1), SeriesWindows.class);
            assertThat(one.next()).isEqualTo(new SeriesWindows.Key("a.b", 0, 3_600));
            String cursor = one.next().cursor();
            assertThat(body(files.windows("w", null, from, null, -9_999, 9_999, cursor, 1), SeriesWindows.class)
                            .windows())
                    .containsExactly(all.windows().get(1));
            assertThat(body(files.windows("w", null, from, "c", 0, 9_999, null, 1), SeriesWindows.class)
                            .windows())
                    .isEmpty();
        }
    }

    @Test
    void shouldAnswerForWindowsOverFiles() {
        FileMerge merge = TestStores.merge(store, CountingMetrics.unread());
        merge.deltas("w", TestRows.combined(TestRows.hourly("w", "a", 7, 1), TestRows.hourly("w", "a", 8, -1)), 1);
        merge.streamEvent(new StreamClosed("w", 2), 1);
        TestStores.results(store, CountingMetrics.unread()).committed("w");

        SeriesWindows.Sums first =
                body(datasets.windows("hourly", ALL, null, "a", -9_999, 9_999, null, 1), SeriesWindows.Sums.class);
        assertThat(first.windows()).singleElement().satisfies(sum -> assertThat(sum.start())
                .isEqualTo(-3_600));
        assertThat(first.more()).isTrue();
        String cursor = new SeriesWindows.Key("a", -3_600, 3_600).cursor();
        SeriesWindows.Sums second =
                body(datasets.windows("hourly", ALL, null, "a", -9_999, 9_999, cursor, 1), SeriesWindows.Sums.class);
        assertThat(second.windows())
                .singleElement()
                .satisfies(sum -> assertThat(sum.statistics().sum()).isEqualTo(7));
        assertThat(second.more()).isFalse();
        assertProblem(datasets.windows("hourly", ALL, null, "a", 0, 9, "x", 1), 400, "invalid-cursor");
    }

    @Test
    void shouldReportWhatIsMissing() {
        assertProblem(files.rejects("g", null, null, null, null, null, 10), 404, "unknown-file");
        assertProblem(files.file("g", null, null), 404, "unknown-file");
        assertProblem(datasets.series("sensor-readings", ALL, null, "z"), 404, "unknown-series");
    }

    @Test
    void shouldRefuseAnInvalidCursor() {
        assertProblem(files.rejects("f", null, null, null, null, "x", 10), 400, "invalid-cursor");
        assertProblem(files.files(ALL, null, null, null, null, "x", 10), 400, "invalid-cursor");
        for (String cursor : List.of("x", "1.2", "x.1.a", "1.x.a", "1.0.a")) {
            assertProblem(files.windows("f", null, null, null, 0, 9, cursor, 10), 400, "invalid-cursor");
            assertProblem(files.windows("f", null, "standby", null, 0, 9, cursor, 10), 400, "invalid-cursor");
        }
    }

    @Test
    void shouldSetRetryAfter() {
        TestStores.merge(store, CountingMetrics.unread())
                .fileEvent(new GeneratedFile("ending", new Random(1), 0, 0, 0).opened, 1_000);
        TestStores.merge(store, CountingMetrics.unread()).fileEvent(new FileClosed("ending", 0, 2, 1, "00"), 1_000);

        ResponseEntity<?> response = files.file("ending", null, null);

        assertProblem(response, 503, "unavailable");
        assertThat(response.getHeaders().getFirst("Retry-After")).isEqualTo("1");
    }

    @Test
    void shouldNotAnswerForPartitionsOfOtherOwners() {
        moved = true;
        assertNotOwner();
    }

    @Test
    void shouldNotAnswerAfterItsMembershipExpired() {
        member = false;
        assertNotOwner();
    }

    private void assertNotOwner() {
        assertProblem(files.file("f", null, null), 503, "not-owner");
        assertProblem(files.file("g", null, null), 503, "not-owner");
        assertProblem(files.series("f", null, null, null, 10), 503, "not-owner");
        assertProblem(files.rejects("f", null, null, null, null, null, 10), 503, "not-owner");
        assertProblem(files.files(ALL, null, null, null, null, null, 10), 503, "not-owner");
        assertProblem(datasets.series("sensor-readings", ALL, null, "a/b"), 503, "not-owner");
        assertProblem(datasets.allSeries("sensor-readings", ALL, null, null, 10), 503, "not-owner");
        ResponseEntity<?> totals = datasets.totals("sensor-readings", ALL, null);
        assertProblem(totals, 503, "not-owner");
        assertThat(totals.getHeaders().getFirst("Retry-After")).isEqualTo("1");
    }

    /** The process may be paused between the check of ownership and the read of the store. */
    @Test
    void shouldNotAnswerWhenOwnershipIsLostDuringTheRead() {
        assertProblem(
                responses.asOwner("file", ALL, () -> {
                    member = false;
                    return queries.file("f");
                }),
                503,
                "not-owner");
    }

    @Test
    void shouldReturnFinishedFilesFromAnyStandby() {
        member = false;
        moved = true;

        assertThat(body(files.file("f", null, "standby"), FileSummary.class)).isEqualTo(summary());
        assertThat(body(files.series("f", null, "standby", null, 10), SeriesPage.class)
                        .series())
                .extracting(SeriesPage.Series::series)
                .containsExactly("a/b");
        assertThat(body(files.rejects("f", null, "standby", null, null, null, 10), RejectsPage.class)
                        .rejects())
                .containsExactly(TestRows.invalid("f", 0L, 3));
    }

    @Test
    void shouldNotReturnUnfinishedFilesFromAStandby() {
        TestStores.merge(store, CountingMetrics.unread())
                .fileEvent(new GeneratedFile("open", new Random(1), 0, 0, 0).opened, 1_000);

        assertProblem(files.file("open", null, "standby"), 503, "unavailable");
        assertProblem(files.series("open", null, "standby", null, 10), 503, "unavailable");
        assertProblem(files.file("unknown", null, "standby"), 503, "unavailable");
        assertThat(body(files.files(ALL, null, "standby", null, null, null, 10), FilesPart.class)
                        .files())
                .extracting(FilesPart.Entry::summary)
                .containsExactly(summary());
    }

    @Test
    void shouldNotAnswerFromAStandbyThatMayLackDeletions() {
        deletions = new PartitionEnd(1, 1);

        assertProblem(files.file("f", null, "standby"), 503, "unavailable");
        assertProblem(files.series("f", null, "standby", null, 10), 503, "unavailable");
        assertProblem(files.rejects("f", null, "standby", null, null, null, 10), 503, "unavailable");
        assertProblem(files.files(ALL, null, "standby", null, null, null, 10), 503, "unavailable");
    }

    private FileSummary summary() {
        return Objects.requireNonNull(store.state("f")).summary();
    }

    private static void assertProblem(ResponseEntity<?> response, int status, String code) {
        assertThat(response.getStatusCode().value()).isEqualTo(status);
        assertThat(response.getBody())
                .isInstanceOfSatisfying(ProblemDetail.class, problem -> assertThat(problem.getProperties())
                        .containsEntry("code", code));
    }

    private static <T> T body(ResponseEntity<?> response, Class<T> type) {
        assertThat(response.getStatusCode().value()).isEqualTo(200);
        byte[] json = (byte[]) Objects.requireNonNull(response.getBody());
        assertThat(new String(json, UTF_8)).startsWith("{");
        return Json.MAPPER.readValue(json, type);
    }
}
