package dev.sluice.aggregator.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aggregator.delta.CombinerMessage;
import dev.sluice.aggregator.delta.PendingDeltas;
import dev.sluice.aggregator.file.ErrorCounts;
import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.file.Outcome;
import dev.sluice.aggregator.query.NoEvents;
import dev.sluice.aggregator.query.StoreQueries;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.Tombstone;
import dev.sluice.aggregator.store.codec.StoreKey;
import dev.sluice.runtime.streams.ConsumedOffset;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.DeadLetter;
import dev.sluice.schemas.message.FileDeletion.FileDeleted;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FilesPage;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.wire.WireReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No record blocks later ones, and a record that can't be merged has no effect but a dead letter. */
class MergeGuardTest {
    private static final Topics TOPICS = MergeDriver.TOPICS;

    private final MergeDriver driver;

    MergeGuardTest(@TempDir Path stateDir) {
        driver = new MergeDriver(stateDir);
    }

    @AfterEach
    void closeDriver() {
        driver.close();
    }

    @Test
    void shouldSendAnImpossibleTimeToDeadLetters() {
        driver.send(TOPICS.fileEvents(), "poison", opened("poison", "x.csv", "+999999999-12-31T23:59:59Z"));

        assertDeadLetterAndContinues();
    }

    @Test
    void shouldSendAnErrorWithoutACodeToDeadLetters() {
        driver.send(
                TOPICS.invalidRows(),
                "poison",
                "{\"file_id\":\"poison\",\"line\":1,\"raw\":\"x\",\"raw_truncated\":false,\"errors\":[{}]}");

        assertDeadLetterAndContinues();
    }

    @Test
    void shouldSendATooLargeKeyToDeadLetters() {
        driver.send(TOPICS.fileEvents(), "k".repeat(3_000_000), opened("poison", "x.csv", "2026-11-01T10:00:00Z"));

        assertDeadLetterAndContinues();
    }

    @Test
    void shouldSendATooLargeNameToDeadLetters() {
        driver.send(TOPICS.fileEvents(), "poison", opened("poison", "n".repeat(2_200_000), "2026-11-01T10:00:00Z"));

        assertDeadLetterAndContinues();
    }

    @Test
    void shouldSendGarbageInItsOwnTopicsToDeadLetters() {
        byte[] key = "poison".getBytes(UTF_8);
        for (byte[] value : List.of(new byte[0], new byte[] {2, 0, 127, -1, -1, -1}, new byte[] {1, 2, 3})) {
            driver.send(TOPICS.deltas(), key, value);
        }
        driver.send(TOPICS.deltas(), (byte[]) null, new byte[] {2});
        driver.send(TOPICS.deltas(), key, (byte[]) null);
        driver.send(TOPICS.fileResults(), key, new byte[] {1, 2, 3});
        driver.send(TOPICS.fileResults(), "not an id", "{}");

        assertThat(driver.deadLetters()).hasSize(7);
        assertContinues();
    }

    /** Otherwise another writer of results could publish a file's end before it is committed. */
    @Test
    void shouldAcceptOnlyTheResultAsTheRecordOfAFilesEnd() {
        driver.sendWholeFile("f");
        FileStore files = driver.files();
        FileState state = files.state("f");
        byte[] ended = driver.store().get(StoreKey.ofFile("f", 0).bytes());
        assertThat(state.phase()).isEqualTo(FileState.Phase.ENDED);
        putCompleting("f");

        driver.send(TOPICS.fileResults(), "f", "nonsense");
        driver.send(TOPICS.fileResults(), "f", "{\"file_id\":\"g\"}");
        driver.send(TOPICS.fileResults(), "f", "{\"file_id\":\"f\",\"provisional\":true}");

        assertThat(files.state("f").phase()).isEqualTo(FileState.Phase.COMPLETING);
        assertThat(driver.deadLetters()).hasSize(3);
        assertThat(ended).isNotEmpty();
    }

    @Test
    void shouldNotChangeAFileWhenARecordOfItFails() {
        driver.sendWholeFile("other");
        driver.write(TOPICS.splitEvents(), "f", split(new Tally(5, 5)));
        byte[] series = StoreKey.ofFile("f", 1).text("a").bytes().get();
        driver.store().put(Bytes.wrap(series), new byte[] {1, 2, 3});
        FileState before = driver.files().state("f");
        before.seriesAdded();
        driver.files().put(before);

        PendingDeltas pending = new PendingDeltas();
        pending.add(TestRows.reading("f", 0L, 2L, "b", 1));
        pending.add(TestRows.reading("f", 0L, 3L, "a", 1));
        pending.drainTo((id, batch) -> driver.send(TOPICS.deltas(), id.getBytes(UTF_8), batch));

        FileState after = driver.files().state("f");
        assertThat(driver.files().series().get("f", "b")).isNull();
        assertThat(after.finalSummary().validRows()).isZero();
        assertThat(after.finalSummary().reason())
                .isEqualTo(new Fault(
                        "quarantined",
                        "the record of sluice.aggregator-deltas-0 at offset " + (deltasOffset() - 1)
                                + " can't be processed; it is in the dead letters"));
        assertThat(driver.results()).last().satisfies(result -> {
            assertThat(result.summary().status()).isEqualTo(FileStatus.FAILED);
            assertThat(result.aggregatedData()).isNull();
        });
        assertThat(reasons()).singleElement().asString().contains("statistics", "of the file f can't be read");
        assertContinues();
    }

    @Test
    void shouldAnswerUnavailableForAFileWithUnreadableState() {
        driver.sendWholeFile("f");
        driver.sendWholeFile("g");
        driver.store().put(StoreKey.ofFile("f", 0).bytes(), new byte[] {3, 0, 0});
        driver.passTime();

        driver.write(TOPICS.splitEvents(), "f", split(new Tally(5, 5)));
        driver.passTime();

        StoreQueries queries = new StoreQueries(
                partition -> driver.files(), new NoEvents(), Datasets.shipped(), 1, new NoEvents(), Duration.ZERO);
        assertThat(queries.file("f"))
                .isInstanceOfSatisfying(Answer.Unavailable.class, answer -> assertThat(answer.toString())
                        .contains("the state that the aggregator keeps of the file f can't be read"));
        assertThat(queries.files(FilesPage.Filter.NONE, null, 10))
                .isInstanceOfSatisfying(Answer.Found.class, found -> assertThat(((FilesPage) found.value()).files())
                        .hasSize(1));
        assertThat(driver.deadLetters()).hasSize(1);
        assertContinues();
    }

    @Test
    void shouldLimitTheKindsOfErrorsCounted() {
        for (int i = 0; i < ErrorCounts.MAX_KINDS + 50; i++) {
            driver.write(
                    TOPICS.invalidRows(),
                    "f",
                    TestRows.invalid("f", null, 1, new RowError("code-" + i, null, "x", null)));
        }

        var errors = driver.files().state("f").summary().errors();
        assertThat(errors).hasSize(ErrorCounts.MAX_KINDS + 1);
        assertThat(errors).last().satisfies(other -> {
            assertThat(other.code()).isEqualTo(ErrorCounts.OTHER_ERRORS);
            assertThat(other.count()).isEqualTo(50);
        });
    }

    @Test
    void shouldFailTheFileOfARowThatTheCombinerQuarantined() {
        driver.write(TOPICS.splitEvents(), "f", split(new Tally(2, 5)));
        driver.send(TOPICS.deltas(), "f".getBytes(UTF_8), new CombinerMessage.SetAside(2, 17).toBytes());

        assertThat(driver.results()).singleElement().satisfies(result -> assertThat(
                        result.summary().reason())
                .isEqualTo(new Fault(
                        "quarantined",
                        "a row, at offset 17 of sluice.valid-rows-2, can't be processed; it is in the dead letters")));
        assertThat(driver.files().state("f").phase()).isEqualTo(FileState.Phase.ENDED);
    }

    /** Without the read-back the file would stay completing forever. */
    @Test
    void shouldRepublishResultsNotReadBackWhenTheTaskStarts() {
        for (int i = 0; i < 25; i++) {
            driver.sendWholeFile("f" + i);
            putCompleting("f" + i);
        }
        driver.sendWholeFile("gone");
        driver.write(TOPICS.fileDeletions(), "gone", new FileDeleted("gone"));
        Tombstone deletion = driver.files().deleted().find("gone");
        driver.files().deleted().update("gone", new Tombstone(deletion.freeAfterMs(), false));
        driver.files().putUnconfirmed("gone");
        List<FileResult> first = driver.results();

        for (int i = 0; i < 3; i++) {
            driver.passTime();
        }

        List<FileResult> again = driver.results();
        assertThat(again).hasSize(26).containsNull();
        assertThat(again).filteredOn(result -> result != null).isSubsetOf(first);
        for (int i = 0; i < 25; i++) {
            assertThat(driver.files().state("f" + i).phase()).isEqualTo(FileState.Phase.ENDED);
        }
        assertThat(driver.files().deleted().find("gone").committed()).isTrue();
        assertThat(driver.files().unconfirmed(null, 10)).isEmpty();
        driver.passTime();
        assertThat(driver.results()).isEmpty();
    }

    @Test
    void shouldRefuseToReadImpossibleCounts() {
        byte[] value = {10, -1, -1, -1, -1, 7};
        assertThatThrownBy(() -> WireReader.read(value, in -> in.bytes(1))).hasMessageContaining("found a length of");
    }

    private void putCompleting(String fileId) {
        FileState state = driver.files().state(fileId);
        Outcome ended = state.outcome();
        FileState completing = new FileState(
                fileId,
                state.activity(),
                state.description(),
                state.sender(),
                state.rows(),
                state.errors(),
                state.timestamps(),
                state.rejectsKept(),
                state.fileSeries(),
                new Outcome(FileState.Phase.COMPLETING, ended.fault(), ended.status(), ended.decidedMs()),
                state.windows(),
                state.chunks());
        driver.files().put(completing);
        driver.files().putUnconfirmed(fileId);
    }

    private static ChunkSplit split(Tally valid) {
        return new ChunkSplit("f", 0, null, 1, valid, Tally.NONE, null, null);
    }

    private static String opened(String fileId, String filename, String time) {
        return "{\"type\":\"file_opened\",\"file_id\":\"" + fileId
                + "\",\"dataset\":\"sensor-readings\",\"filename\":\"" + filename
                + "\",\"csv_header\":\"a\",\"upload_time\":\"" + time + "\",\"deadline_ms\":1000}";
    }

    private long deltasOffset() {
        return ConsumedOffset.of(driver.positions().get(TOPICS.deltas().name())).next();
    }

    private void assertDeadLetterAndContinues() {
        List<TestRecord<byte[], byte[]>> letters = driver.deadLetters();
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.value()).hasSizeLessThanOrEqualTo(Topics.MAX_RECORD_BYTES);
            assertThat(letter.headers().lastHeader(DeadLetter.REASON).value()).hasSizeLessThan(10_000);
        });
        assertContinues();
    }

    private List<String> reasons() {
        return driver.deadLetters().stream()
                .map(letter -> ChunkHeaders.find(letter.headers(), DeadLetter.REASON))
                .toList();
    }

    private void assertContinues() {
        driver.sendWholeFile("good");
        driver.passTime();
        assertThat(driver.files().state("good").summary().status()).isEqualTo(FileStatus.PARTIAL);
    }
}
