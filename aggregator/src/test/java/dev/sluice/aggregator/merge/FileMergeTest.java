package dev.sluice.aggregator.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.aggregator.delta.Delta;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileEvent.FileAborted;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOverdue;
import dev.sluice.schemas.message.FileEvent.FileProgress;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileMergeTest {
    private static final long NOW = 5_000;

    private final FileStore store = TestStores.files();
    private final CountingMetrics metrics = new CountingMetrics();
    private final FileMerge merge = TestStores.merge(store, metrics.meters());
    private final CommittedResults results = TestStores.results(store, metrics.meters());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldEndExactlyOnceWithTheLastEventForAnyOrder(long seed) {
        Random random = new Random(seed);
        GeneratedFile file = new GeneratedFile("f" + seed, random, 1 + random.nextInt(5), 1 + random.nextInt(20), 0.2);
        List<Supplier<Optional<FileResult>>> pieces = pieces(file);
        Collections.shuffle(pieces, random);

        for (Supplier<Optional<FileResult>> piece : pieces.subList(0, pieces.size() - 1)) {
            assertThat(piece.get()).isEmpty();
            assertThat(summary(file.id).provisional()).isTrue();
        }
        FileResult result = pieces.get(pieces.size() - 1).get().orElseThrow();

        assertThat(result.summary().validRows()).isEqualTo(file.valid.size());
        assertThat(result.summary().invalidRows()).isEqualTo(file.invalid.size());
        assertThat(result.summary().status())
                .isEqualTo(
                        file.invalid.isEmpty()
                                ? FileStatus.PROCESSED
                                : file.valid.isEmpty() ? FileStatus.FAILED : FileStatus.PARTIAL);
        assertThat(result.aggregatedData()).containsOnlyKeys(file.expected.keySet());
        file.expected.forEach((sensor, expected) -> {
            SeriesStatistics merged = store.series().get(file.id, sensor).statistics();
            assertThat(merged.count()).isEqualTo(expected.count());
            assertThat(merged.min()).isEqualTo(expected.min());
            assertThat(merged.max()).isEqualTo(expected.max());
            assertThat(merged.sum()).isCloseTo(expected.sum(), within(1e-12 * Math.abs(expected.sum())));
            assertThat(merged.stdDev()).isCloseTo(expected.stdDev(), within(1e-12 * expected.stdDev()));
        });
    }

    @Test
    void shouldPublishTheEndOnlyAfterItsRecordWasReadBack() {
        GeneratedFile file = new GeneratedFile("f", new Random(1), 2, 10, 0);
        Optional<FileResult> result = Optional.empty();
        for (Supplier<Optional<FileResult>> piece : pieces(file)) {
            result = piece.get();
        }

        assertThat(result).isPresent();
        assertThat(summary("f").status()).isEqualTo(FileStatus.PROCESSING);
        assertThat(summary("f").provisional()).isTrue();
        assertThat(metrics.ended()).isZero();

        results.committed("f");

        assertThat(summary("f")).isEqualTo(result.orElseThrow().summary());
        assertThat(summary("f").status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(metrics.ended()).isOne();
    }

    @Test
    void shouldDropInputsAfterTheEnd() {
        GeneratedFile file = new GeneratedFile("f", new Random(1), 1, 3, 0);
        pieces(file).forEach(Supplier::get);
        results.committed("f");
        FileSummary ended = summary("f");

        merge.deltas("f", List.of(TestRows.delta(file.valid.get(0))), NOW);
        merge.chunkSplit(file.splits.get(0), NOW);
        merge.fileEvent(new FileAborted("f", new Fault("aborted", "too late")), NOW);
        results.committed("f");

        assertThat(summary("f")).isEqualTo(ended);
        assertThat(metrics.late()).isEqualTo(3);
        assertThat(metrics.ended()).isOne();
    }

    @Test
    void shouldProcessAHeaderAloneWithNoRows() {
        merge.fileEvent(new GeneratedFile("f", new Random(1), 0, 0, 0).opened, NOW);

        FileResult result =
                merge.fileEvent(new FileClosed("f", 0, 26, 1, "00"), NOW).orElseThrow();

        assertThat(result.summary().status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(result.summary().totalRows()).isZero();
        assertThat(result.aggregatedData()).isEmpty();
    }

    @Test
    void shouldFailAFileWithoutAnyValidRow() {
        GeneratedFile file = new GeneratedFile("f", new Random(1), 2, 5, 1);

        FileSummary summary = last(pieces(file)).summary();

        assertThat(summary.status()).isEqualTo(FileStatus.FAILED);
        assertThat(summary.reason().code()).isEqualTo("no-valid-row");
        assertThat(summary.errors()).containsExactly(new FileSummary.ErrorCount("type-error", "value", 10));
    }

    @Test
    void shouldFailAsInconsistentWhenMoreIsCountedThanWasSplit() {
        GeneratedFile file = new GeneratedFile("f", new Random(1), 2, 5, 0);
        merge.deltas("f", List.of(TestRows.delta(file.valid.get(0))), NOW);

        FileSummary summary = last(pieces(file)).summary();

        assertThat(summary.status()).isEqualTo(FileStatus.FAILED);
        assertThat(summary.reason().code()).isEqualTo("inconsistent");
    }

    @Test
    void shouldFailAsInconsistentWhenOneRowIsLostAndAnotherDuplicated() {
        GeneratedFile file = new GeneratedFile("f", new Random(1), 1, 5, 0);
        file.valid.set(0, file.valid.get(1));

        assertThat(last(pieces(file)).summary().reason().code()).isEqualTo("inconsistent");
    }

    @Test
    void shouldFailAsInconsistentWhenAChunkIsSplitTwice() {
        GeneratedFile file = new GeneratedFile("f", new Random(1), 2, 5, 0);
        merge.fileEvent(file.closed, NOW);
        merge.chunkSplit(file.splits.get(0), NOW);

        FileResult result = merge.chunkSplit(file.splits.get(0), NOW).orElseThrow();

        assertThat(result.summary().reason().code()).isEqualTo("inconsistent");
    }

    @Test
    void shouldFailAnAbortedUploadWithItsReason() {
        merge.fileEvent(new GeneratedFile("f", new Random(1), 1, 1, 0).opened, NOW);

        FileResult result = merge.fileEvent(new FileAborted("f", new Fault("aborted", "the client went away")), NOW)
                .orElseThrow();

        assertThat(result.summary().status()).isEqualTo(FileStatus.FAILED);
        assertThat(result.summary().reason()).isEqualTo(new Fault("aborted", "the client went away"));
    }

    @Test
    void shouldAbandonAnInactiveUploadByBrokerTimeOnly() {
        merge.fileEvent(new GeneratedFile("f", new Random(1), 1, 1, 0).opened, 0);
        merge.fileEvent(new FileProgress("f", 3, 300), 50_000);

        assertThat(merge.fileEvent(new FileOverdue("f"), 110_000)).isEmpty();
        FileResult result = merge.fileEvent(new FileOverdue("f"), 110_001).orElseThrow();

        assertThat(result.summary().reason().code()).isEqualTo("abandoned");
        assertThat(store.uploading()).isEmpty();
    }

    /** Like the gateway, which only sees these two. */
    @Test
    void shouldAbandonAnUploadThatContinuesAfterItsDeadline() {
        GeneratedFile file = new GeneratedFile("f", new Random(1), 1, 1, 0);
        merge.fileEvent(file.opened, 0);
        assertThat(merge.fileEvent(new FileProgress("f", 3, 300), 60_000)).isEmpty();

        FileResult result = merge.fileEvent(file.closed, 120_001).orElseThrow();

        assertThat(result.summary().reason().code()).isEqualTo("abandoned");
    }

    @Test
    void shouldNeverAbandonAClosedUpload() {
        GeneratedFile file = new GeneratedFile("f", new Random(1), 1, 1, 0);
        merge.fileEvent(file.opened, 0);
        merge.fileEvent(file.closed, 1);

        assertThat(merge.fileEvent(new FileOverdue("f"), Long.MAX_VALUE / 2)).isEmpty();
    }

    @Test
    void shouldNotCreateAFileFromAnOverdueEvent() {
        merge.fileEvent(new FileOverdue("f"), NOW);

        assertThat(store.state("f")).isNull();
    }

    @Test
    void shouldListOpenUploadsUntilTheyAreClosed() {
        GeneratedFile file = new GeneratedFile("f", new Random(1), 1, 1, 0);
        merge.fileEvent(file.opened, 0);
        assertThat(store.uploading()).containsExactly("f");

        merge.fileEvent(file.closed, 1);

        assertThat(store.uploading()).isEmpty();
    }

    @Test
    void shouldKeepDirectRowsOutOfAnUploadAndCountThemAsStrays() {
        GeneratedFile file = new GeneratedFile("f", new Random(1), 1, 5, 0);
        merge.fileEvent(file.opened, NOW);
        String sensor = file.valid.get(0).series();
        merge.deltas("f", List.of(TestRows.delta(direct("f", sensor, 1e9))), NOW);
        merge.invalidRow(TestRows.invalid("f", null, 1), NOW);

        FileSummary summary = last(pieces(file)).summary();

        assertThat(summary.status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(summary.strayRows()).isEqualTo(2);
        assertThat(metrics.strays()).isEqualTo(2);
        assertThat(store.series().get("f", sensor).statistics().max()).isLessThan(1e9);
    }

    @Test
    void shouldKeepAnOpenStreamProcessing() {
        assertThat(merge.deltas("stream", List.of(TestRows.delta(direct("stream", "a", 1))), NOW))
                .isEmpty();
        assertThat(merge.deltas("stream", List.of(TestRows.delta(direct("stream", "a", 3))), NOW))
                .isEmpty();

        FileSummary summary = summary("stream");
        assertThat(summary.source()).isEqualTo("stream");
        assertThat(summary.status()).isEqualTo(FileStatus.PROCESSING);
        assertThat(summary.validRows()).isEqualTo(2);
        assertThat(store.series().get("stream", "a").statistics().avg()).isEqualTo(2);
    }

    @Test
    void shouldEndASmallFileWithItsOnlyChunk() {
        ValidRow row = TestRows.reading("t-0-7", 0L, 2L, "a", 4.5);
        ChunkSplit split = new ChunkSplit(
                "t-0-7",
                0,
                null,
                40,
                Tally.NONE.plus(2),
                Tally.NONE,
                new ChunkSplit.WholeFile("sensor-readings", null, Instant.ofEpochMilli(77), 0, 7, "a,b", null, null),
                null);
        merge.deltas("t-0-7", List.of(TestRows.delta(row)), NOW);

        FileSummary summary = merge.chunkSplit(split, NOW).orElseThrow().summary();

        assertThat(summary.status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(summary.source()).isEqualTo("record");
        assertThat(summary.uploadTime()).isEqualTo(Instant.ofEpochMilli(77));
        assertThat(summary.progress().chunks()).isEqualTo(1);
    }

    @Test
    void shouldFailAFileWithAnUnusableChunk() {
        ChunkSplit split = new ChunkSplit(
                "f", 0, null, 40, Tally.NONE, Tally.NONE, null, new Fault("missing-column", "lacks value"));

        assertThat(merge.chunkSplit(split, NOW).orElseThrow().summary().reason().code())
                .isEqualTo("missing-column");
    }

    @Test
    void shouldOmitStatisticsThatExceedTheRecordSize() {
        List<Delta> deltas = new ArrayList<>();
        Tally tally = Tally.NONE;
        for (int i = 0; i < 5_000; i++) {
            ValidRow row = TestRows.reading("f", 0L, (long) i, "sensor-" + i, i / 7.0);
            deltas.add(TestRows.delta(row));
            tally = tally.plus(i);
        }
        merge.deltas("f", deltas, NOW);
        merge.fileEvent(new GeneratedFile("f", new Random(1), 0, 0, 0).opened, NOW);
        merge.fileEvent(new FileClosed("f", 1, 1, 1, "00"), NOW);

        FileResult result = merge.chunkSplit(new ChunkSplit("f", 0, null, 1, tally, Tally.NONE, null, null), NOW)
                .orElseThrow();

        assertThat(result.summary().series()).isEqualTo(5_000);
        assertThat(result.aggregatedData()).isNull();
    }

    @Test
    void shouldMergeAllDeltasThatABatchHasOfOneSeries() {
        merge.deltas(
                "f",
                List.of(
                        TestRows.delta(direct("f", "a", 1)),
                        TestRows.delta(direct("f", "b", 5)),
                        TestRows.delta(direct("f", "a", 2)),
                        TestRows.delta(direct("f", "a", 3))),
                NOW);

        assertThat(store.series().get("f", "a").statistics().count()).isEqualTo(3);
        assertThat(store.series().get("f", "a").statistics().sum()).isEqualTo(6);
        assertThat(store.series().get("f", "b").statistics().sum()).isEqualTo(5);
        assertThat(summary("f").series()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1_000})
    void shouldCountSeriesExactlyWhenInstancesTakeTurns(int turns) {
        Random random = new Random(turns);
        List<FileMerge> merges = List.of(merge, TestStores.merge(store, metrics.meters()));
        for (int i = 0; i < 3_000; i++) {
            FileMerge next = merges.get(i / turns % 2);
            String fileId = "f" + random.nextInt(8);
            next.deltas(fileId, List.of(TestRows.delta(direct(fileId, "s" + random.nextInt(200), 1))), NOW);
        }

        for (int file = 0; file < 8; file++) {
            long[] found = new long[2];
            store.series().read("f" + file, null, (name, value) -> {
                found[0]++;
                found[1] += value.statistics().count();
                return true;
            });
            assertThat(summary("f" + file).series()).isEqualTo(found[0]);
            assertThat(summary("f" + file).validRows()).isEqualTo(found[1]);
        }
    }

    private FileSummary summary(String fileId) {
        return store.state(fileId).summary();
    }

    private FileResult last(List<Supplier<Optional<FileResult>>> pieces) {
        Optional<FileResult> result = Optional.empty();
        for (Supplier<Optional<FileResult>> piece : pieces) {
            Optional<FileResult> next = piece.get();
            result = next.isPresent() ? next : result;
        }
        return result.orElseThrow();
    }

    private List<Supplier<Optional<FileResult>>> pieces(GeneratedFile file) {
        List<Supplier<Optional<FileResult>>> pieces = new ArrayList<>();
        pieces.add(() -> merge.fileEvent(file.opened, NOW));
        pieces.add(() -> merge.fileEvent(file.closed, NOW));
        file.splits.forEach(split -> pieces.add(() -> merge.chunkSplit(split, NOW)));
        file.invalid.forEach(row -> pieces.add(() -> merge.invalidRow(row, NOW)));
        file.valid.forEach(row -> pieces.add(() -> merge.deltas(file.id, List.of(TestRows.delta(row)), NOW)));
        return pieces;
    }

    private static ValidRow direct(String fileId, String sensor, double value) {
        return TestRows.reading(fileId, null, null, sensor, value);
    }
}
