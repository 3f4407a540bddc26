package dev.sluice.aggregator.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClosedStreamTest {
    private static final long NOW = 5_000;

    private final FileStore store = TestStores.files();
    private final CountingMetrics metrics = new CountingMetrics();
    private final FileMerge merge = TestStores.merge(store, metrics.meters());

    @Test
    void shouldEndAStreamThatIsClosedAfterItsLastRow() {
        row("a");
        row("b");

        FileSummary end = close(2).orElseThrow().summary();

        assertThat(end.status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(end.source()).isEqualTo("stream");
        assertThat(end.totalRows()).isEqualTo(2);
        assertThat(end.progress().closed()).isTrue();
    }

    @Test
    void shouldEndAStreamThatIsClosedBeforeItsLastRowOnceThatIsCounted() {
        row("a");
        assertThat(close(3)).isEmpty();
        assertThat(summary().status()).isEqualTo(FileStatus.PROCESSING);
        assertThat(merge.invalidRow(TestRows.invalid("s", null, 1), NOW)).isEmpty();

        FileSummary end = row("b").orElseThrow().summary();

        assertThat(end.status()).isEqualTo(FileStatus.PARTIAL);
        assertThat(end.validRows()).isEqualTo(2);
        assertThat(end.invalidRows()).isEqualTo(1);
    }

    @Test
    void shouldOpenAnUnknownStreamWhenItIsClosed() {
        assertThat(close(1)).isEmpty();
        assertThat(summary().source()).isEqualTo("stream");

        assertThat(row("a").orElseThrow().summary().status()).isEqualTo(FileStatus.PROCESSED);
    }

    @Test
    void shouldProcessAStreamWithoutAnyRow() {
        FileSummary end = close(0).orElseThrow().summary();

        assertThat(end.status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(end.totalRows()).isZero();
    }

    @Test
    void shouldFailAStreamWithoutAnyValidRow() {
        merge.invalidRow(TestRows.invalid("s", null, 1), NOW);

        assertThat(close(1).orElseThrow().summary().reason().code()).isEqualTo("no-valid-row");
    }

    @Test
    void shouldFailAStreamWithMoreRowsThanDeclared() {
        row("a");
        row("b");

        FileSummary end = close(1).orElseThrow().summary();

        assertThat(end.status()).isEqualTo(FileStatus.FAILED);
        assertThat(end.reason().code()).isEqualTo("inconsistent");
        assertThat(end.reason().message()).contains("1 rows", "2 were counted");
    }

    @Test
    void shouldDropInputsAfterTheEnd() {
        row("a");
        close(1);

        assertThat(row("b")).isEmpty();
        assertThat(close(2)).isEmpty();

        assertThat(metrics.late()).isEqualTo(2);
        assertThat(store.state("s").finalSummary().totalRows()).isEqualTo(1);
        assertThat(store.series().get("s", "b")).isNull();
    }

    @Test
    void shouldUseTheLastDeclaredNumberOfRows() {
        row("a");
        close(5);

        assertThat(close(1)).isPresent();
    }

    @Test
    void shouldDropAndCountAStreamClosedEventOfAnUpload() {
        GeneratedFile file = new GeneratedFile("s", new Random(1), 1, 3, 0);
        merge.fileEvent(file.opened, NOW);

        assertThat(close(0)).isEmpty();

        assertThat(metrics.late()).isEqualTo(1);
        assertThat(summary().source()).isEqualTo("upload");
        assertThat(summary().progress().closed()).isFalse();
    }

    @Test
    void shouldUseTheDatasetOfItsFirstRowAndCountRowsOfOthersAsStrays() {
        row("a");
        assertThat(summary().dataset()).isEqualTo("sensor-readings");

        merge.deltas("s", List.of(TestRows.delta(TestRows.plays("s", null, 1L, "a", 1_000))), NOW);

        assertThat(summary().strayRows()).isEqualTo(1);
        assertThat(summary().validRows()).isEqualTo(1);
        assertThat(store.series().get("s", "a").statistics().max()).isEqualTo(1);
    }

    @Test
    void shouldKnowTheDatasetOfAStreamThatBeganWithAnInvalidRow() {
        merge.invalidRow(TestRows.invalid("s", null, 1), NOW);
        merge.deltas("s", List.of(TestRows.delta(TestRows.plays("s", null, 1L, "a", 3))), NOW);

        assertThat(summary().dataset()).isEqualTo("song-plays");
        assertThat(summary().strayRows()).isZero();
    }

    private Optional<FileResult> row(String sensor) {
        return merge.deltas("s", List.of(TestRows.delta(TestRows.reading("s", null, null, sensor, 1))), NOW);
    }

    private Optional<FileResult> close(long rows) {
        return merge.streamEvent(new StreamClosed("s", rows), NOW);
    }

    private FileSummary summary() {
        return store.state("s").summary();
    }
}
