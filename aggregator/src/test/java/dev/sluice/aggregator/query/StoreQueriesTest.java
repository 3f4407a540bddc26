package dev.sluice.aggregator.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aggregator.broker.DeletionLog;
import dev.sluice.aggregator.merge.FileMerge;
import dev.sluice.aggregator.merge.GeneratedFile;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.message.FileDeletion.FileDeleted;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FilesPage;
import dev.sluice.schemas.query.SeriesPage;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.junit.jupiter.api.Test;

class StoreQueriesTest {
    private static final int PARTITIONS = 3;
    private final List<KeyValueStore<Bytes, byte[]>> bytes =
            List.of(TestStores.bytes(), TestStores.bytes(), TestStores.bytes());
    private final List<FileStore> stores = bytes.stream().map(FileStore::of).toList();
    private long eventsEnd;
    private long eventsMerged;
    private BiConsumer<FileDeleted, Duration> log = (event, timeout) -> new NoEvents().write(event, timeout);
    private final DeletionLog events = (event, timeout) -> log.accept((FileDeleted) event, timeout);
    private final StoreQueries queries = new StoreQueries(
            stores::get, eventOffsets(), Datasets.shipped(), PARTITIONS, events, Duration.ofMillis(20));

    @Test
    void shouldAnswerWithTheSummaryOfAKnownFile() {
        merge("f").fileEvent(new FileClosed("f", 1, 2, 3, "00"), 1_000);

        assertThat(queries.file("f")).isInstanceOfSatisfying(Answer.Found.class, found -> assertThat(found.value())
                .isEqualTo(store("f").state("f").summary()));
    }

    @Test
    void shouldCallAFileMissingOnlyWhenAllEventsAreMerged() {
        eventsEnd = 5;
        eventsMerged = 4;
        assertThat(queries.file("f")).isInstanceOf(Answer.Unavailable.class);

        eventsMerged = 5;

        assertThat(queries.file("f")).isInstanceOf(Answer.Missing.class);
    }

    @Test
    void shouldNotAnswerForAFileWhoseEndIsNotCommitted() {
        FileMerge merge = merge("f");
        merge.fileEvent(new GeneratedFile("f", new Random(1), 0, 0, 0).opened, 1_000);
        merge.fileEvent(new FileClosed("f", 0, 2, 1, "00"), 1_000);
        assertThat(queries.file("f")).isInstanceOf(Answer.Unavailable.class);

        TestStores.results(store("f"), CountingMetrics.unread()).committed("f");

        assertThat(found(queries.file("f")).status()).isEqualTo(FileStatus.PROCESSED);
    }

    @Test
    void shouldNotListAFileWhoseEndIsNotCommittedAsProcessing() {
        FileMerge merge = merge("f");
        merge.fileEvent(new GeneratedFile("f", new Random(1), 0, 0, 0).opened, 1_000);
        merge.fileEvent(new FileClosed("f", 0, 2, 1, "00"), 1_000);
        assertThat(queries.files(FilesPage.Filter.NONE, null, 1)).isInstanceOf(Answer.Unavailable.class);

        TestStores.results(store("f"), CountingMetrics.unread()).committed("f");

        assertThat(found(queries.files(FilesPage.Filter.NONE, null, 1)).files())
                .extracting(FileSummary::status)
                .containsExactly(FileStatus.PROCESSED);
    }

    @Test
    void shouldAnswerUnavailableWhileAStoreIsUnreadable() {
        StoreQueries unreadable = new StoreQueries(
                partition -> {
                    throw new InvalidStateStoreException("restoring");
                },
                eventOffsets(),
                Datasets.shipped(),
                PARTITIONS,
                new NoEvents(),
                Duration.ZERO);

        assertThat(unreadable.file("f")).isEqualTo(new Answer.Unavailable<>("restoring", Duration.ofSeconds(1)));
        assertThat(unreadable.files(FilesPage.Filter.NONE, null, 1)).isInstanceOf(Answer.Unavailable.class);
    }

    @Test
    void shouldPageThroughAllSeries() {
        merge("f").fileEvent(new FileClosed("f", 1, 2, 3, "00"), 1_000);
        for (int i = 0; i < 10; i++) {
            store("f").series().put("f", Map.of("s" + i, TestStores.value(i)));
        }

        List<String> seen = new ArrayList<>();
        String after = null;
        do {
            SeriesPage page = found(queries.series("f", after, 5));
            page.series().forEach(series -> seen.add(series.series()));
            after = page.next();
        } while (after != null);

        assertThat(seen).containsExactly("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9");
    }

    @Test
    void shouldPageThroughTheFilesOfAllPartitionsNewestFirst() {
        for (int i = 0; i < 20; i++) {
            merge("f" + i).fileEvent(new FileClosed("f" + i, 1, 2, 3, "00"), i / 2);
        }

        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            FilesPage page = found(queries.files(FilesPage.Filter.NONE, cursor, 3));
            page.files().forEach(file -> seen.add(file.fileId()));
            cursor = page.next();
        } while (cursor != null);

        assertThat(seen).hasSize(20).doesNotHaveDuplicates();
        assertThat(seen.subList(0, 2)).containsExactlyInAnyOrder("f18", "f19");
        assertThat(seen.subList(18, 20)).containsExactlyInAnyOrder("f0", "f1");
    }

    @Test
    void shouldFindMatchingFilesAmongManyOthers() {
        for (int i = 0; i < 100; i++) {
            merge("f" + i).fileEvent(new FileClosed("f" + i, 1, 2, 3, "00"), i);
        }
        FilesPage.Filter filter = new FilesPage.Filter(null, "F7");

        FilesPage first = found(queries.files(filter, null, 2));
        assertThat(first.files()).extracting(FileSummary::fileId).containsExactly("f79", "f78");
        FilesPage rest = found(queries.files(filter, first.next(), 10));
        assertThat(rest.files())
                .extracting(FileSummary::fileId)
                .containsExactly("f77", "f76", "f75", "f74", "f73", "f72", "f71", "f70", "f7");
        assertThat(rest.next()).isNull();
        assertThat(found(queries.files(new FilesPage.Filter(FileStatus.FAILED, null), null, 10))
                        .files())
                .isEmpty();
    }

    @Test
    void shouldRefuseAnInvalidCursor() {
        for (String cursor : List.of("x", "12", "12.", ".f", "12.a/b")) {
            assertThatThrownBy(() -> queries.files(FilesPage.Filter.NONE, cursor, 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldAnswerADeletionOnceItIsCommitted() {
        merge("f").fileEvent(new FileClosed("f", 1, 2, 3, "00"), 1_000);
        FileSummary before = store("f").state("f").summary();
        log = (event, timeout) -> {
            assertThat(merge("f").deleted(event, 2_000)).isTrue();
            TestStores.results(store("f"), CountingMetrics.unread()).deleted("f");
        };

        assertThat(queries.delete("f")).isEqualTo(new Answer.Found<>(before));

        assertThat(queries.file("f")).isInstanceOf(Answer.Missing.class);
        assertThat(queries.delete("f")).isInstanceOf(Answer.Missing.class);
        assertThat(found(queries.files(FilesPage.Filter.NONE, null, 9)).files()).isEmpty();
    }

    @Test
    void shouldNotReportADeletionBeforeItIsCommitted() {
        merge("f").fileEvent(new FileClosed("f", 1, 2, 3, "00"), 1_000);
        log = (event, timeout) -> merge("f").deleted(event, 2_000);

        assertThat(queries.delete("f")).isInstanceOf(Answer.Unavailable.class);
        assertThat(queries.file("f")).isInstanceOf(Answer.Unavailable.class);
        assertThat(queries.delete("f")).as("a second try").isInstanceOf(Answer.Unavailable.class);

        TestStores.results(store("f"), CountingMetrics.unread()).deleted("f");

        assertThat(queries.file("f")).isInstanceOf(Answer.Missing.class);
        assertThat(queries.delete("f")).isInstanceOf(Answer.Missing.class);
    }

    @Test
    void shouldNotDeleteAnUnknownFileNorWithoutTheLog() {
        log = (event, timeout) -> {
            throw new AssertionError(event);
        };
        assertThat(queries.delete("f")).isInstanceOf(Answer.Missing.class);
        eventsEnd = 5;
        assertThat(queries.delete("f")).isInstanceOf(Answer.Unavailable.class);

        merge("f").fileEvent(new FileClosed("f", 1, 2, 3, "00"), 1_000);
        log = (event, timeout) -> new NoEvents().write(event, timeout);

        assertThat(queries.delete("f"))
                .isInstanceOfSatisfying(Answer.Unavailable.class, answer -> assertThat(answer.reason())
                        .contains("didn't acknowledge"));
        assertThat(queries.file("f")).isInstanceOf(Answer.Found.class);
    }

    @Test
    @SuppressWarnings("unchecked")
    void shouldNotShowAFileThatIsDeletedWhileItIsRead() {
        merge("f").fileEvent(new FileClosed("f", 1, 2, 3, "00"), 1_000);
        store("f").series().put("f", Map.of("a", TestStores.value(1)));
        KeyValueStore<Bytes, byte[]> bytes = bytes("f");
        FileStore deletingWhenRead = FileStore.readOnly((ReadOnlyKeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ReadOnlyKeyValueStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("range")) {
                        merge("f").deleted(new FileDeleted("f"), 2_000);
                        TestStores.results(store("f"), CountingMetrics.unread()).deleted("f");
                    }
                    return method.invoke(bytes, arguments);
                }));
        StoreQueries meanwhile = new StoreQueries(
                partition -> deletingWhenRead,
                eventOffsets(),
                Datasets.shipped(),
                PARTITIONS,
                events,
                Duration.ofMillis(20));

        assertThat(meanwhile.series("f", null, 9)).isInstanceOf(Answer.Missing.class);
    }

    private EventOffsets eventOffsets() {
        return new EventOffsets() {
            @Override
            public Map<TopicPartition, Long> ends(int partition) {
                return Map.of(new TopicPartition("events", partition), eventsEnd);
            }

            @Override
            public boolean areMerged(Map<TopicPartition, Long> ends) {
                return ends.values().stream().allMatch(end -> eventsMerged >= end);
            }
        };
    }

    private static <T> T found(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Found.class);
        return ((Answer.Found<T>) answer).value();
    }

    private FileMerge merge(String fileId) {
        return TestStores.merge(store(fileId), CountingMetrics.unread());
    }

    private FileStore store(String fileId) {
        return stores.get(FileIds.partition(fileId, PARTITIONS));
    }

    private KeyValueStore<Bytes, byte[]> bytes(String fileId) {
        return bytes.get(FileIds.partition(fileId, PARTITIONS));
    }
}
