package dev.sluice.aggregator.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.delta.PendingDeltas;
import dev.sluice.aggregator.file.Contribution;
import dev.sluice.aggregator.store.StoredFixture;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.runtime.streams.ConsumedOffset;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileDeletion.FileDeleted;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Continues from the stores of an unfinished merge, as each released version has written them. */
class StoredRunTest {
    private static final String FILES = "run-files.txt";
    private static final String POSITIONS = "run-read-positions.txt";
    private static final Topics TOPICS = MergeDriver.TOPICS;
    private static final Instant BEFORE = Instant.parse("2026-11-01T10:00:00Z");
    private static final Instant AFTER = Instant.parse("2026-11-01T10:00:10Z");

    @TempDir
    private Path stateDir;

    @Test
    @EnabledIfSystemProperty(named = StoredFixture.WRITE, matches = ".+")
    void write() {
        try (MergeDriver driver = new MergeDriver(stateDir, TestStores.quarantine(), at(BEFORE))) {
            driver.sendWholeFile("ended");
            driver.sendWholeFile("gone");
            driver.write(TOPICS.fileDeletions(), "gone", new FileDeleted("gone"));
            driver.write(
                    TOPICS.fileEvents(),
                    "open",
                    new FileOpened("open", "sensor-readings", "o.csv", "a,b", null, BEFORE, 60_000, null));
            driver.write(
                    TOPICS.splitEvents(),
                    "open",
                    new ChunkSplit("open", 0, null, 9, new Tally(2, 5), Tally.NONE, null, null));
            rows(
                    driver,
                    TestRows.reading("open", 0L, 2L, "a", 1.5),
                    TestRows.reading("open", 0L, 3L, "b", -4),
                    TestRows.plays("stream", null, null, "song", 7));
            driver.passTime();
            StoredFixture.write(FILES, StoredFixture.entries(driver.store()));
            StoredFixture.write(POSITIONS, positions(driver));
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldContinueFromTheStateOfEachVersion(String version) {
        try (MergeDriver driver = new MergeDriver(stateDir, TestStores.quarantine(), at(AFTER))) {
            StoredFixture.read(version, FILES, driver.store());
            StoredFixture.read(version, POSITIONS)
                    .forEach(entry -> driver.positions().put(new String(entry.key(), UTF_8), entry.value()));

            assertThat(ConsumedOffset.of(driver.positions().get(TOPICS.deltas().name()))
                            .next())
                    .isEqualTo(4);
            assertIsAsItWas(driver);
            continueRun(driver);
            assertThat(driver.deadLetters()).isEmpty();
        }
    }

    private static void assertIsAsItWas(MergeDriver driver) {
        FileSummary ended = driver.files().state("ended").summary();
        assertThat(ended.status()).isEqualTo(FileStatus.PARTIAL);
        assertThat(ended.validRows()).isOne();
        assertThat(ended.invalidRows()).isOne();
        assertThat(ended.errors()).hasSize(1);
        List<Contribution> contributions = new ArrayList<>();
        driver.files().datasetSeries().readAll("sensor-readings", null, contributions::add);
        assertThat(contributions).singleElement().satisfies(each -> {
            assertThat(each.fileId()).isEqualTo("ended");
            assertThat(each.statistics().sum()).isEqualTo(1);
        });
        assertThat(driver.files().uploading()).containsExactly("open");
        assertThat(driver.files().deleted().find("gone").committed()).isTrue();
    }

    private static void continueRun(MergeDriver driver) {
        rows(driver, TestRows.reading("open", 1L, 4L, "a", 2.5), TestRows.plays("stream", null, null, "song", 3));
        driver.write(
                TOPICS.splitEvents(),
                "open",
                new ChunkSplit("open", 1, null, 9, new Tally(1, 4), Tally.NONE, null, null));
        driver.write(TOPICS.fileEvents(), "open", new FileClosed("open", 2, 18, 3, "00"));
        driver.write(TOPICS.streamEvents(), "stream", new StreamClosed("stream", 2));
        driver.sendWholeFile("gone");

        List<FileResult> results = driver.results();
        assertThat(results).hasSize(2);
        assertThat(results)
                .allSatisfy(result -> assertThat(result.summary().status()).isEqualTo(FileStatus.PROCESSED));
        FileResult open = results.get(0);
        assertThat(open.summary().totalRows()).isEqualTo(3);
        assertThat(open.aggregatedData().get("a").sum()).isEqualTo(4);
        assertThat(open.aggregatedData().get("a").count()).isEqualTo(2);
        assertThat(open.aggregatedData().get("b").sum()).isEqualTo(-4);
        assertThat(results.get(1).aggregatedData().get("song").sum()).isEqualTo(10);
        assertThat(driver.metrics.late()).isEqualTo(3);
        assertThat(driver.files().state("gone")).isNull();
    }

    private static void rows(MergeDriver driver, ValidRow... rows) {
        PendingDeltas pending = new PendingDeltas();
        for (ValidRow row : rows) {
            pending.add(row);
        }
        pending.drainTo((file, batch) -> driver.send(TOPICS.deltas(), file.getBytes(UTF_8), batch));
    }

    private static List<StoredFixture.Entry> positions(MergeDriver driver) {
        List<StoredFixture.Entry> entries = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = driver.positions().all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                entries.add(new StoredFixture.Entry(entry.key.getBytes(UTF_8), entry.value));
            }
        }
        return entries;
    }

    private static Clock at(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }

    static List<String> versions() {
        return StoredFixture.versions(FILES);
    }
}
