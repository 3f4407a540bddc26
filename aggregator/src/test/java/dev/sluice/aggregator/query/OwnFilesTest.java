package dev.sluice.aggregator.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.broker.DeletionLog;
import dev.sluice.aggregator.broker.PartitionEnd;
import dev.sluice.aggregator.merge.FileMerge;
import dev.sluice.aggregator.merge.TestRows;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.FileClients;
import dev.sluice.schemas.message.FileDeletion.FileDeleted;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.FileEvent.FileStored;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FilesPage;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.SeriesOverFiles;
import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one client finds among the files of several. */
class OwnFilesTest {
    private static final String READINGS = "sensor-readings";

    private final FileStore store = TestStores.files();
    private final List<FileDeleted> deletions = new ArrayList<>();
    private long eventsEnd;
    private long eventsMerged;
    private final DeletionLog log = (event, timeout) -> {
        FileDeleted deleted = (FileDeleted) event;
        deletions.add(deleted);
        merge().deleted(deleted, 2);
        TestStores.results(store, CountingMetrics.unread()).deleted(deleted.fileId());
    };
    private final StoreQueries all = new StoreQueries(
            partition -> store,
            new EventOffsets() {
                @Override
                public Map<TopicPartition, Long> ends(int partition) {
                    return Map.of(new TopicPartition("events", partition), eventsEnd);
                }

                @Override
                public boolean areMerged(Map<TopicPartition, Long> ends) {
                    return eventsMerged >= eventsEnd;
                }
            },
            Datasets.shipped(),
            1,
            log,
            Duration.ofMillis(20));
    private final FileQueries lab = all.ofClient("lab");

    @Test
    void shouldFindOnlyOwnFiles() {
        end("mine", "lab", reading("mine", "a", 1));
        end("theirs", "plant", reading("theirs", "a", 2));

        assertThat(found(lab.file("mine")).client()).isEqualTo("lab");
        for (String other : List.of("theirs", "none")) {
            assertThat(lab.file(other)).isEqualTo(new Answer.Missing<>());
            assertThat(lab.series(other, null, 9)).isEqualTo(new Answer.Missing<>());
            assertThat(lab.profiles(other, null, 9)).isEqualTo(new Answer.Missing<>());
            assertThat(lab.profile(other, "a")).isEqualTo(new Answer.Missing<>());
            assertThat(lab.windows(other, SeriesWindows.Filter.ALL, null, 9)).isEqualTo(new Answer.Missing<>());
            assertThat(lab.rejects(other, RejectsPage.Filter.NONE, null, 9)).isEqualTo(new Answer.Missing<>());
            assertThat(lab.delete(other)).isEqualTo(new Answer.Missing<>());
        }
        assertThat(deletions).isEmpty();
        assertThat(found(all.file("theirs")).client()).isEqualTo("plant");
    }

    @Test
    void shouldDeleteAnOwnFile() {
        end("mine", "lab", reading("mine", "a", 1));

        assertThat(found(lab.delete("mine")).fileId()).isEqualTo("mine");

        assertThat(lab.file("mine")).isEqualTo(new Answer.Missing<>());
        assertThat(ids(lab)).isEmpty();
        assertThat(store.ofClients().newestFirst("lab", null, 9)).isEmpty();
    }

    /** As for a file that doesn't exist: otherwise the time of the answer would tell which it is. */
    @Test
    void shouldLookForEventsBeforeItCallsAnotherClientsFileMissing() {
        end("theirs", "plant", reading("theirs", "a", 2));
        eventsEnd = 5;

        assertThat(lab.file("theirs")).isInstanceOf(Answer.Unavailable.class);
        assertThat(lab.file("none")).isInstanceOf(Answer.Unavailable.class);
        assertThat(lab.delete("theirs")).isInstanceOf(Answer.Unavailable.class);
        assertThat(all.file("theirs")).isInstanceOf(Answer.Found.class);

        eventsMerged = 5;

        assertThat(lab.file("theirs")).isEqualTo(new Answer.Missing<>());
    }

    @Test
    void shouldNotCallAFileMissingWhoseClientIsNotReadYet() {
        merge().deltas("f", List.of(TestRows.delta(reading("f", "a", 1))), 1);
        eventsEnd = 1;
        assertThat(lab.file("f")).isInstanceOf(Answer.Unavailable.class);

        open("f", "lab", 2);
        eventsMerged = 1;

        assertThat(found(lab.file("f")).client()).isEqualTo("lab");
        assertThat(ids(lab)).containsExactly("f");
    }

    @Test
    void shouldListOwnFilesWithPositionsOfOwnFiles() {
        for (int i = 0; i < 50; i++) {
            open("f" + i, i % 10 == 0 ? "lab" : "plant", 100 + i);
        }

        List<String> seen = new ArrayList<>();
        List<String> cursors = new ArrayList<>();
        String cursor = null;
        do {
            FilesPage page = found(lab.files(FilesPage.Filter.NONE, cursor, 2));
            page.files().forEach(file -> seen.add(file.fileId()));
            cursor = page.next();
            if (cursor != null) {
                cursors.add(cursor);
            }
        } while (cursor != null);

        assertThat(seen).containsExactly("f40", "f30", "f20", "f10", "f0");
        assertThat(cursors).containsExactly("130.f30", "110.f10");
        assertThat(ids(lab, new FilesPage.Filter(null, "f1"))).containsExactly("f10");
        assertThat(ids(all)).hasSize(50);
        assertThat(ids(all.ofClient("la"))).isEmpty();
        assertThat(ids(all.ofClient("lab\u0000"))).isEmpty();
    }

    @Test
    void shouldSumUpOwnFilesOnly() {
        end("m1", "lab", reading("m1", "a", 1), reading("m1", "b", 10));
        end("t1", "plant", reading("t1", "a", 2), reading("t1", "c", 20));
        end("m2", "lab", reading("m2", "a", 4));

        assertThat(found(lab.seriesOverFiles(READINGS, "a")).figures().sum()).isEqualTo(5);
        assertThat(lab.seriesOverFiles(READINGS, "c")).isEqualTo(new Answer.Missing<>());
        assertThat(series(lab, 9)).containsExactly("a", "b");
        assertThat(series(lab, 1)).containsExactly("a");
        assertThat(found(lab.totals(READINGS))).isEqualTo(new DatasetTotals(2, 0, 3, 0, 0));
        assertThat(found(all.ofClient("office").totals(READINGS))).isEqualTo(DatasetTotals.NONE);
        assertThat(found(all.totals(READINGS))).isEqualTo(new DatasetTotals(3, 0, 5, 0, 0));
        assertThat(series(all, 9)).containsExactly("a", "b", "c");
    }

    @Test
    void shouldSumUpAFileWhoseSeriesAreNotAllAdded() {
        ValidRow[] rows = IntStream.range(0, 600)
                .mapToObj(i -> reading("big", "s" + i, 1))
                .toArray(ValidRow[]::new);
        end("big", "plant", rows);
        assertThat(store.datasetSeries().unfinished(9)).isNotEmpty();

        assertThat(series(lab, 9)).isEmpty();
        assertThat(lab.seriesOverFiles(READINGS, "s599")).isEqualTo(new Answer.Missing<>());
        assertThat(found(all.ofClient("plant").seriesOverFiles(READINGS, "s599"))
                        .figures()
                        .sum())
                .isEqualTo(1);
    }

    @Test
    void shouldTakeTheLatestOwnFileWhereOnlyTheLatestCounts() {
        end("m", "lab", TestRows.measurement("m", 0L, 2L, "t", 3));
        end("t", "plant", TestRows.measurement("t", 0L, 2L, "t", 8));

        SeriesOverFiles latest = found(lab.seriesOverFiles("measurements", "t"));

        assertThat(latest.latestFileId()).isEqualTo("m");
        assertThat(latest.files()).isEqualTo(1);
        assertThat(latest.figures().sum()).isEqualTo(3);
    }

    @Test
    void shouldHaveOwnWindowsOnly() {
        for (String[] file : new String[][] {{"m", "lab"}, {"t", "plant"}}) {
            merge().deltas(
                            file[0],
                            TestRows.combined(TestRows.hourly(file[0], "a", 7, 1), TestRows.hourly(file[0], "a", 8, 2)),
                            1);
        }
        // Streams are the producers' files.
        for (String id : List.of("m", "t")) {
            merge().streamEvent(new StreamClosed(id, 2), 1);
            TestStores.results(store, CountingMetrics.unread()).committed(id);
        }
        SeriesWindows.Filter ofA = new SeriesWindows.Filter("a", -9_999, 9_999);

        assertThat(found(lab.windowsOverFiles("hourly", ofA, null, 9)).windows())
                .isEmpty();
        assertThat(found(all.windowsOverFiles("hourly", ofA, null, 9)).windows())
                .isNotEmpty();
    }

    @Test
    void shouldNameTheClientOfFilesThatNameNone() {
        open("old", null, 1);
        merge().deltas("stream", TestRows.combined(TestRows.hourly("stream", "a", 7, 1)), 1);
        end("record", null, reading("record", "a", 1));
        merge().fileEvent(new FileStored("ingest", "measurements", null, Instant.EPOCH, "lab"), 1);

        assertThat(found(all.file("old")).client()).isEqualTo(FileClients.ANONYMOUS);
        assertThat(found(all.file("stream")).client()).isEqualTo(FileClients.PRODUCERS);
        assertThat(found(all.file("record")).client()).isEqualTo(FileClients.PRODUCERS);
        assertThat(found(all.file("ingest")).client()).isEqualTo("lab");
        assertThat(ids(lab)).containsExactly("ingest");
    }

    @Test
    void shouldAnswerFromCopiesAboutOwnFilesOnly() {
        end("mine", "lab", reading("mine", "a", 1));
        end("theirs", "plant", reading("theirs", "a", 2));
        StandbyQueries copies = new StandbyQueries(
                        partition -> store,
                        partitions -> Map.of(0, PartitionEnd.EMPTY),
                        "deletions",
                        Datasets.shipped(),
                        1)
                .ofClient("lab");

        assertThat(found(copies.file("mine")).fileId()).isEqualTo("mine");
        assertThat(copies.file("theirs")).isEqualTo(copies.file("none"));
        assertThat(found(copies.files(List.of(0), FilesPage.Filter.NONE, null, 9))
                        .files())
                .extracting(file -> file.summary().fileId())
                .containsExactly("mine");
    }

    private FileMerge merge() {
        return TestStores.merge(store, CountingMetrics.unread());
    }

    private void open(String fileId, @Nullable String client, long atMs) {
        merge().fileEvent(
                        new FileOpened(
                                fileId, READINGS, "a.csv", "timestamp,value", null, Instant.EPOCH, 60_000, client),
                        atMs);
    }

    private void end(String fileId, @Nullable String client, ValidRow... rows) {
        Tally valid = Tally.NONE;
        for (ValidRow row : rows) {
            merge().deltas(fileId, List.of(TestRows.delta(row)), 1);
            valid = valid.plus(row.line());
        }
        ChunkSplit.WholeFile whole = new ChunkSplit.WholeFile(
                rows[0].dataset().name(), null, Instant.ofEpochMilli(1), 0, 0, null, null, client);
        assertThat(merge().chunkSplit(new ChunkSplit(fileId, 0, null, 1, valid, Tally.NONE, whole, null), 1))
                .isPresent();
        TestStores.results(store, CountingMetrics.unread()).committed(fileId);
    }

    private static ValidRow reading(String fileId, String sensor, double value) {
        return TestRows.reading(fileId, 0L, 2L, sensor, value);
    }

    private static List<String> ids(FileQueries queries) {
        return ids(queries, FilesPage.Filter.NONE);
    }

    private static List<String> ids(FileQueries queries, FilesPage.Filter filter) {
        return found(queries.files(filter, null, 100)).files().stream()
                .map(FileSummary::fileId)
                .toList();
    }

    private static List<String> series(FileQueries queries, int limit) {
        return found(queries.allSeriesOverFiles(READINGS, null, limit)).series().stream()
                .map(SeriesOverFiles::series)
                .toList();
    }

    private static <T> T found(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Found.class);
        return ((Answer.Found<T>) answer).value();
    }
}
