package dev.sluice.aggregator.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.delta.SeriesValue;
import dev.sluice.aggregator.merge.FileMerge;
import dev.sluice.aggregator.merge.TestRows;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.aggregator.store.codec.FileStateCodec;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileEvent.FileAborted;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.FileEvent.FileProgress;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.row.RowError;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileStateTest {
    private final FileStore store = TestStores.files();
    private final FileMerge merge = TestStores.merge(store, CountingMetrics.unread());

    @Test
    void shouldReadBackAnUploadThatHasEverything() {
        FileState state = new FileState("f", 1_000);
        FileEvents events = new FileEvents(state);
        assertReadsBackItself(state);
        events.apply(
                new FileOpened("f", "song-plays", "é\u0000.csv", "a,b", null, Instant.ofEpochMilli(900), 60_000, null),
                1_100);
        events.apply(new FileProgress("f", 10, 1), 1_200);
        assertReadsBackItself(state);
        events.split(new ChunkSplit("f", 0, null, 12, new Tally(2, -5), new Tally(1, 4), null, null), 1_250);
        events.counted(TestRows.delta(TestRows.plays("f", 0L, 2L, "a", 1)));
        events.rejected(TestRows.invalid("f", 0L, 4, new RowError("type-error", "value", "x", null)));
        events.rejected(TestRows.invalid("f", 0L, 5, new RowError("source-error", null, "x", null)));
        state.rejectsKept(new RejectsKept(2, 2, new RejectPosition(0, 5, 2)));
        state.seriesAdded();
        state.overflowed(TestStores.value(1, 2).value(), 2);
        assertReadsBackItself(state);
        state.overflowed(SeriesValue.of(TestRows.measurement("f", 0L, 2L, "t", 4)), 1);
        state.touched(1_400);
        state.foundSilent(1_500);
        state.queued(1_600);
        state.tracedBy("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        events.counted(TestRows.delta(TestRows.reading("f", null, null, "a", 1)));
        assertReadsBackItself(state);
        events.apply(new FileClosed("f", 1, 12, 4, "00"), 1_300);
        events.apply(new FileAborted("f", new Fault("aborted", "gone away")), 1_350);
        assertReadsBackItself(state);
        state.decide(FileStatus.FAILED, 2_000);
        assertReadsBackItself(state);
        state.publish();
        assertReadsBackItself(state);

        assertThat(state.summary().errors()).hasSize(2);
        assertThat(state.summary().strayRows()).isEqualTo(1);
        assertThat(state.summary().filename()).isEqualTo("é\u0000.csv");
    }

    @Test
    void shouldReadBackAStreamAndASmallFile() {
        merge.deltas("s", List.of(TestRows.delta(TestRows.plays("s", null, 1L, "a", 1))), 2_000);
        merge.invalidRow(TestRows.invalid("s", null, 4), 2_001);
        var whole = new ChunkSplit.WholeFile("measurements", null, Instant.ofEpochMilli(1_000), 2, 3, null, null, null);
        merge.chunkSplit(new ChunkSplit("r", 0, null, 9, new Tally(1, 1), Tally.NONE, whole, null), 2_002);

        FileState stream = store.state("s");
        FileState record = store.state("r");

        assertThat(stream.dataset()).isEqualTo("song-plays");
        assertThat(stream.rejectsKept()).isEqualTo(new RejectsKept(1, 1, new RejectPosition(0, 0, 1)));
        assertThat(stream.summary().uploadTime()).isEqualTo(Instant.ofEpochMilli(2_000));
        assertThat(record.arrival()).isEqualTo(new ArrivalOrder(1_000, 2, 3));
        assertReadsBackItself(stream);
        assertReadsBackItself(record);
    }

    private static void assertReadsBackItself(FileState state) {
        FileState read = FileStateCodec.readFrom(state.fileId(), FileStateCodec.toBytes(state));

        assertThat(read).usingRecursiveComparison().isEqualTo(state);
    }
}
