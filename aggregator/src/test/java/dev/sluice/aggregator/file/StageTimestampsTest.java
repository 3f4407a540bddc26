package dev.sluice.aggregator.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.aggregator.merge.FileMerge;
import dev.sluice.aggregator.merge.TestRows;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FileSummary.StageTimes;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.tabular.row.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageTimestampsTest {
    private final FileStore store = TestStores.files();
    private final FileMerge merge = TestStores.merge(store, CountingMetrics.unread());

    @Test
    void shouldReportTheDurationOfEachStageOfAnUpload() {
        ValidRow row = TestRows.reading("f", 0L, 2L, "a", 1);
        merge.fileEvent(opened("f"), 1_000);
        assertThat(times("f")).isNull();
        merge.chunkSplit(split("f", 0, row), 1_500);
        merge.fileEvent(new FileClosed("f", 1, 9, 2, "00"), 3_000);
        assertThat(times("f")).isEqualTo(new StageTimes(2.0, 0.0, null));

        FileSummary end = merge.deltas("f", List.of(TestRows.delta(row)), 3_250)
                .orElseThrow()
                .summary();

        assertThat(end.processingTime()).isEqualTo(Instant.ofEpochMilli(3_250));
        assertThat(end.processingSeconds()).isEqualTo(2.25);
        assertThat(end.stageTimes()).isEqualTo(new StageTimes(2.0, 0.0, 0.25));
    }

    @Test
    void shouldMeasureASmallFileFromTheTimestampOfItsRecord() {
        ValidRow row = TestRows.reading("r", 0L, 2L, "a", 1);
        var whole =
                new ChunkSplit.WholeFile("sensor-readings", null, Instant.ofEpochMilli(1_000), 0, 0, null, null, null);
        merge.chunkSplit(new ChunkSplit("r", 0, null, 9, tally(row), Tally.NONE, whole, null), 1_300);

        FileSummary end = merge.deltas("r", List.of(TestRows.delta(row)), 1_400)
                .orElseThrow()
                .summary();

        assertThat(end.processingTime()).isEqualTo(Instant.ofEpochMilli(1_400));
        assertThat(end.processingSeconds()).isEqualTo(0.4);
        assertThat(end.stageTimes()).isEqualTo(new StageTimes(0.0, 0.3, 0.1));
    }

    @Test
    void shouldNotSplitAStream() {
        merge.deltas("s", List.of(TestRows.delta(TestRows.reading("s", null, null, "a", 1))), 1_000);

        FileSummary end = merge.streamEvent(new StreamClosed("s", 1), 61_000)
                .orElseThrow()
                .summary();

        assertThat(end.stageTimes()).isEqualTo(new StageTimes(60.0, null, 0.0));
    }

    @Test
    void shouldReportNoStagesThatAFailedFileDidNotPass() {
        merge.fileEvent(opened("f"), 1_000);

        FileSummary end = merge.fileEvent(new FileEvent.FileAborted("f", new Fault("aborted", "gone away")), 2_000)
                .orElseThrow()
                .summary();

        assertThat(end.stageTimes()).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldSumStagesToTheProcessingTimeForAnyOrderOfEvents(long seed) {
        Random random = new Random(seed);
        List<LongFunction<Optional<FileResult>>> pieces = new ArrayList<>();
        pieces.add(at -> merge.fileEvent(opened("f"), at));
        pieces.add(at -> merge.fileEvent(new FileClosed("f", 3, 9, 4, "00"), at));
        for (long chunk = 0; chunk < 3; chunk++) {
            long number = chunk;
            ValidRow row = TestRows.reading("f", number, 2 + number, "a", 1);
            pieces.add(at -> merge.chunkSplit(split("f", number, row), at));
            pieces.add(at -> merge.deltas("f", List.of(TestRows.delta(row)), at));
        }
        Collections.shuffle(pieces, random);

        Optional<FileResult> end = Optional.empty();
        long now = 5_000;
        for (LongFunction<Optional<FileResult>> piece : pieces) {
            // Brokers' clocks differ: time may go back.
            now += random.nextInt(1_000) - 200;
            end = piece.apply(now);
        }

        FileSummary file = end.orElseThrow().summary();
        StageTimes times = file.stageTimes();
        assertThat(times.received()).isNotNegative();
        assertThat(times.split()).isNotNegative();
        assertThat(times.aggregated()).isNotNegative();
        assertThat(times.received() + times.split() + times.aggregated())
                .isCloseTo(file.processingSeconds(), within(1e-9));
    }

    private StageTimes times(String fileId) {
        return store.state(fileId).summary().stageTimes();
    }

    private static FileEvent opened(String fileId) {
        return new FileEvent.FileOpened(fileId, "sensor-readings", "a.csv", "a,b", null, Instant.EPOCH, 60_000, null);
    }

    private static ChunkSplit split(String fileId, long chunk, ValidRow row) {
        return new ChunkSplit(fileId, chunk, null, 9, tally(row), Tally.NONE, null, null);
    }

    private static Tally tally(ValidRow row) {
        return TestRows.delta(row).tally();
    }
}
