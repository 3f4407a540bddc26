package dev.sluice.aggregator.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.AggregatorStreamsConfig;
import dev.sluice.aggregator.broker.BrokerEndOffsets;
import dev.sluice.aggregator.broker.PartitionEnd;
import dev.sluice.aggregator.delta.PendingDeltas;
import dev.sluice.aggregator.merge.AggregatorTopology;
import dev.sluice.aggregator.merge.TestRows;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.ownership.AdvertisedUrl;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.runtime.streams.ConsumedOffset;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.FileDeletion.FileDeleted;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FilesPage;
import dev.sluice.schemas.query.FilesPart;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standbys that have read any prefix of the real topology's changelog. */
class StandbyQueriesTest {
    private static final AggregatorProperties PROPERTIES = TestStores.properties(Map.of());
    private static final Topics TOPICS = PROPERTIES.topics();
    private static final String DELETIONS = TOPICS.fileDeletions().name();
    private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

    private final List<TestRecord<byte[], byte[]>> changelog = new ArrayList<>();
    private PartitionEnd end = PartitionEnd.EMPTY;
    private int asked;

    @TempDir
    private Path stateDir;

    /** Two files end; then one is deleted, and an unreadable record follows. */
    @BeforeEach
    void deleteOneOfTwoFiles() {
        Properties config = new Properties();
        config.putAll(AggregatorStreamsConfig.of(
                AdvertisedUrl.of("http://self:8082", 0), Map.of("bootstrap.servers", "none:9092"), PROPERTIES));
        config.put("state.dir", stateDir.toString());
        StreamsBuilder builder = new StreamsBuilder();
        AggregatorTopology.define(
                builder,
                PROPERTIES,
                CountingMetrics.unread(),
                Tracing.OFF,
                () -> TestStores.mergeWatch(TestStores.quarantine()));
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config)) {
            PendingDeltas pending = new PendingDeltas();
            for (String file : List.of("deleted", "kept")) {
                pending.add(TestRows.reading(file, null, null, "a", 1));
                pending.drainTo((fileId, batch) -> send(driver, TOPICS.deltas(), fileId, batch));
                send(driver, TOPICS.streamEvents(), file, new StreamClosed(file, 1));
            }
            send(driver, TOPICS.fileDeletions(), "deleted", new FileDeleted("deleted"));
            driver.createInputTopic(DELETIONS, new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput("kept".getBytes(UTF_8), "nonsense".getBytes(UTF_8), NOON);
            changelog.addAll(driver.createOutputTopic(
                            "sluice.aggregator-files-changelog",
                            new ByteArrayDeserializer(),
                            new ByteArrayDeserializer())
                    .readRecordsToList());
        }
        end = new PartitionEnd(2, NOON.toEpochMilli());
    }

    @Test
    void shouldNotReturnADeletedFileFromAnyStandby() {
        for (int seen = 0; seen <= changelog.size(); seen++) {
            assertThatDeletedIsNotShown(changelog.subList(0, seen));
        }
    }

    @Test
    void shouldNotReturnADeletedFileFromAStandbyOfACompactedChangelog() {
        Random random = new Random(1);
        for (int run = 0; run < 200; run++) {
            List<TestRecord<byte[], byte[]>> compacted = compacted(random);
            assertThatDeletedIsNotShown(compacted.subList(0, random.nextInt(compacted.size() + 1)));
        }
    }

    @Test
    void shouldReturnADeletedFileFromAnOldStandbyWithoutTheOffsetCheck() {
        end = PartitionEnd.EMPTY;

        assertThat(IntStream.range(0, changelog.size())
                        .mapToObj(seen -> copy(changelog.subList(0, seen)).file("deleted")))
                .as("which is why they ask")
                .hasAtLeastOneElementOfType(Answer.Found.class);
    }

    @Test
    void shouldReturnAnExistingFileFromAStandbyWithAllDeletions() {
        StandbyQueries copy = copy(changelog);

        assertThat(copy.file("kept")).isInstanceOf(Answer.Found.class);
        assertThat(copy.series("kept", null, 9)).isInstanceOf(Answer.Found.class);
        assertThat(copy.rejects("kept", new RejectsPage.Filter(null, null), null, 9))
                .isInstanceOf(Answer.Found.class);
        assertThat(list(copy)).containsExactly("kept");
        assertThat(copy.file("deleted")).isInstanceOf(Answer.Unavailable.class);
        assertThat(asked).as("once for each question").isEqualTo(5);
    }

    @Test
    void shouldReportWhichDeletionsAStandbyLacks() {
        end = new PartitionEnd(3, NOON.toEpochMilli());

        assertThat(copy(changelog).file("kept"))
                .isEqualTo(new Answer.Unavailable<>(
                        "the standby of partition 0 may lack deletions: it has those of sluice.file-deletions before offset 2,"
                                + " and the topic ends at offset 3",
                        StoreQueries.RETRY_AFTER));
    }

    @Test
    void shouldAnswerUnavailableWhenTheBrokersDontRespond() {
        StandbyQueries cut = new StandbyQueries(
                partition -> store(changelog),
                partitions -> {
                    throw new BrokerEndOffsets.UnknownException("away", new IllegalStateException());
                },
                DELETIONS,
                PROPERTIES.datasets(),
                1);

        assertThat(cut.file("kept")).isEqualTo(new Answer.Unavailable<>("away", StoreQueries.RETRY_AFTER));
        assertThat(cut.files(List.of(0), FilesPage.Filter.NONE, null, 9)).isInstanceOf(Answer.Unavailable.class);
    }

    @Test
    void shouldDetectARecreatedTopic() {
        long later = NOON.plusSeconds(60).toEpochMilli();
        end = new PartitionEnd(1, later);
        assertThat(copy(changelog).file("kept"))
                .as("of the new topic it has none")
                .isInstanceOf(Answer.Unavailable.class);

        end = PartitionEnd.EMPTY;
        assertThat(copy(changelog).file("kept")).as("the new topic has none").isInstanceOf(Answer.Found.class);
        assertThat(new PartitionEnd(1, later).isReachedBy(new ConsumedOffset(1, later)))
                .isTrue();
    }

    @Test
    void shouldNotWaitForRecordsRemovedByRetention() {
        end = new PartitionEnd(1_000, -1);

        assertThat(copy(changelog).file("kept")).isInstanceOf(Answer.Found.class);
    }

    private void assertThatDeletedIsNotShown(List<TestRecord<byte[], byte[]>> seen) {
        StandbyQueries copy = copy(seen);
        assertThat(copy.file("deleted")).isInstanceOf(Answer.Unavailable.class);
        assertThat(copy.series("deleted", null, 9)).isInstanceOf(Answer.Unavailable.class);
        assertThat(list(copy)).doesNotContain("deleted");
    }

    private static List<String> list(StandbyQueries copy) {
        return copy.files(List.of(0), FilesPage.Filter.NONE, null, 9) instanceof Answer.Found<FilesPart> found
                ? found.value().files().stream()
                        .map(file -> file.summary().fileId())
                        .toList()
                : List.of();
    }

    /** Like a compacted topic, without some of the records that a later one with the same key replaces. */
    private List<TestRecord<byte[], byte[]>> compacted(Random random) {
        Map<Bytes, Integer> last = new HashMap<>();
        for (int i = 0; i < changelog.size(); i++) {
            last.put(Bytes.wrap(changelog.get(i).key()), i);
        }
        List<TestRecord<byte[], byte[]>> left = new ArrayList<>();
        for (int i = 0; i < changelog.size(); i++) {
            if (last.get(Bytes.wrap(changelog.get(i).key())) == i || random.nextBoolean()) {
                left.add(changelog.get(i));
            }
        }
        return left;
    }

    private StandbyQueries copy(List<TestRecord<byte[], byte[]>> seen) {
        FileStore store = store(seen);
        return new StandbyQueries(
                partition -> store,
                partitions -> {
                    asked++;
                    return partitions.stream().collect(Collectors.toMap(partition -> partition, any -> end));
                },
                DELETIONS,
                PROPERTIES.datasets(),
                1);
    }

    private static FileStore store(List<TestRecord<byte[], byte[]>> seen) {
        KeyValueStore<Bytes, byte[]> store = TestStores.bytes();
        seen.forEach(record -> store.put(Bytes.wrap(record.key()), record.value()));
        return FileStore.readOnly(store);
    }

    private static <V> void send(TopologyTestDriver driver, Topic<String, V> topic, String key, V value) {
        driver.createInputTopic(
                        topic.name(),
                        new ByteArraySerializer(),
                        topic.valueSerde().serializer())
                .pipeInput(key.getBytes(UTF_8), value, NOON);
    }
}
