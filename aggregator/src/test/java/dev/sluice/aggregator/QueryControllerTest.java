package dev.sluice.aggregator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.dataset.Datasets;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.SeriesOverFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

class QueryControllerTest {
    private final FileStore store = TestStores.files();
    private final StoreQueries queries =
            new StoreQueries(partition -> store, new NoEvents(), Datasets.shipped(), 1, new NoEvents(), Duration.ZERO);
    private final FileQueryController files = new FileQueryController(queries);
    private final DatasetQueryController datasets = new DatasetQueryController(queries);

    @BeforeEach
    void endAFile() {
        FileMerge merge = TestStores.merge(store, new CountingMetrics());
        merge.invalidRow(TestRows.invalid("f", 0L, 3), 1);
        merge.deltas("f", List.of(TestRows.delta(TestRows.reading("f", 0L, 2L, "a/b", 7))), 1);
        var whole = new ChunkSplit.WholeFile("sensor-readings", null, Instant.EPOCH, 0, 0, "a,b", null);
        merge.chunkSplit(new ChunkSplit("f", 0, 9, Tally.NONE.plus(2), Tally.NONE.plus(3), whole, null), 1);
        TestStores.results(store, new CountingMetrics()).committed("f");
    }

    @Test
    void shouldAnswerInTheQueriesOwnJson() {
        RejectsPage rejects = body(files.rejects("f", "type-error", "value", null, 10), RejectsPage.class);
        SeriesOverFiles series = body(datasets.series("sensor-readings", "a/b"), SeriesOverFiles.class);

        assertThat(rejects.rejects()).containsExactly(TestRows.invalid("f", 0L, 3));
        assertThat(rejects.csvHeader()).isEqualTo("a,b");
        assertThat(series.figures().sum()).isEqualTo(7);
        assertThat(body(datasets.allSeries("sensor-readings", null, 10), SeriesOverFiles.Page.class)
                        .series())
                .containsExactly(series);
        assertThat(body(datasets.totals("sensor-readings"), DatasetTotals.class))
                .isEqualTo(new DatasetTotals(1, 0, 1, 1, 0));
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertProblem(files.rejects("g", null, null, null, 10), 404, "unknown-file");
        assertProblem(files.file("g"), 404, "unknown-file");
        assertProblem(datasets.series("sensor-readings", "z"), 404, "unknown-series");
    }

    @Test
    void shouldRefuseACursorThatIsNone() {
        assertProblem(files.rejects("f", null, null, "x", 10), 400, "invalid-cursor");
        assertProblem(files.files("x", 10), 400, "invalid-cursor");
    }

    @Test
    void shouldSayWhenToAskAgain() {
        StoreQueries unreadable = new StoreQueries(
                partition -> {
                    throw new InvalidStateStoreException("restoring");
                },
                new NoEvents(),
                Datasets.shipped(),
                1,
                new NoEvents(),
                Duration.ZERO);

        ResponseEntity<?> response = new DatasetQueryController(unreadable).totals("sensor-readings");

        assertProblem(response, 503, "unavailable");
        assertThat(response.getHeaders().getFirst("Retry-After")).isEqualTo("1");
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
