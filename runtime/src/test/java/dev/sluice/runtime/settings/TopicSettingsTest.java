package dev.sluice.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicSettingsTest {
    private static final Topics DEFAULTS = TopicSettings.read(new Settings(Map.of()));

    @Test
    void shouldHaveDefaults() {
        assertThat(DEFAULTS)
                .isEqualTo(new Topics(
                        "sluice.",
                        4,
                        4,
                        4,
                        (short) 1,
                        1,
                        Duration.ofDays(7),
                        Duration.ofDays(31),
                        Duration.ofSeconds(60)));
    }

    @Test
    void shouldReadEverySetting() {
        Settings settings = new Settings(Map.of(
                "topics.prefix", "test-",
                "topics.partitions", "3",
                "topics.raw-partitions", "5",
                "topics.row-partitions", "7",
                "topics.replication", "2",
                "topics.min-in-sync-replicas", "2",
                "topics.retention", "12h",
                "topics.claim-retention", "2d",
                "topics.start-timeout", "5s"));

        settings.verify(TopicSettings::read);

        assertThat(TopicSettings.read(settings))
                .isEqualTo(new Topics(
                        "test-",
                        3,
                        5,
                        7,
                        (short) 2,
                        2,
                        Duration.ofHours(12),
                        Duration.ofDays(2),
                        Duration.ofSeconds(5)));
    }

    @Test
    void shouldReportEveryFault() {
        Settings settings = new Settings(Map.of(
                "topics.prefix", "a b",
                "topics.partitions", "0",
                "topics.raw-partitions", "1001",
                "topics.row-partitions", "x",
                "topics.replication", "11",
                "topics.retention", "1s",
                "topics.start-timeout", "2h"));

        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> settings.verify(TopicSettings::read))
                .withMessageContainingAll(
                        "7 settings are invalid",
                        "sluice.topics.prefix: expected up to 32 of the characters A-Z a-z 0-9 . _ -",
                        "sluice.topics.partitions: expected a whole number from 1 to 1000",
                        "sluice.topics.raw-partitions: expected",
                        "sluice.topics.row-partitions: expected",
                        "sluice.topics.replication: expected a whole number from 1 to 10",
                        "sluice.topics.retention: expected a duration",
                        "sluice.topics.start-timeout: expected a duration");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "3,2", "5,2"})
    void shouldAskForTwoReplicasInSyncWhereThereAreEnough(String replication, int inSync) {
        Topics topics =
                TopicSettings.read(new Settings(Map.of("topics.replication", replication)).verify(TopicSettings::read));

        assertThat(topics.minInSyncReplicas()).isEqualTo(inSync);
        assertThat(topics.all()).allSatisfy(topic -> assertThat(topic.config())
                .containsEntry("min.insync.replicas", Integer.toString(inSync)));
    }

    @Test
    void shouldNotAskForMoreReplicasInSyncThanThereAre() {
        Settings settings = new Settings(Map.of("topics.replication", "2", "topics.min-in-sync-replicas", "3"));

        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> settings.verify(TopicSettings::read))
                .withMessageContaining(
                        "sluice.topics.min-in-sync-replicas: expected a whole number from 1 to 2, found \"3\"");
    }

    @Test
    void shouldNameAllTopicsWithThePrefix() {
        assertThat(DEFAULTS.all())
                .extracting(Topic::name)
                .containsExactly(
                        "sluice.raw-chunks",
                        "sluice.valid-rows",
                        "sluice.invalid-rows",
                        "sluice.split-events",
                        "sluice.file-events",
                        "sluice.stream-events",
                        "sluice.file-deletions",
                        "sluice.file-results",
                        "sluice.upload-claims",
                        "sluice.dead-letters",
                        "sluice.aggregator-deltas",
                        "sluice.aggregator-combined",
                        "sluice.upload-states");
    }

    @Test
    void shouldGiveTheTopicsKeyedByFileTheSamePartitions() {
        Topics topics = new Topics("", 3, 5, 7, (short) 1, 1, Duration.ofDays(1), Duration.ofDays(2), Duration.ZERO);

        assertThat(List.of(
                        topics.invalidRows(),
                        topics.splitEvents(),
                        topics.fileEvents(),
                        topics.streamEvents(),
                        topics.fileDeletions(),
                        topics.fileResults(),
                        topics.uploadStates()))
                .extracting(Topic::partitions)
                .containsOnly(3);
        assertThat(topics.rawChunks().partitions()).isEqualTo(5);
        assertThat(List.of(topics.validRows(), topics.combined()))
                .extracting(Topic::partitions)
                .containsOnly(7);
        assertThat(List.of(topics.deadLetters(), topics.uploadClaims()))
                .extracting(Topic::partitions)
                .containsOnly(1);
    }

    @Test
    void shouldCompactResultsAndPositionsAndRetainOtherTopics() {
        Map<String, String> cleanup = new HashMap<>();
        Map<String, String> retention = new HashMap<>();
        for (Topic<?, ?> topic : DEFAULTS.all()) {
            cleanup.put(topic.name(), topic.config().get("cleanup.policy"));
            retention.put(topic.name(), topic.config().get("retention.ms"));
        }

        for (String kept : List.of("sluice.file-results", "sluice.aggregator-combined")) {
            assertThat(cleanup.remove(kept)).isEqualTo("compact");
            assertThat(retention.remove(kept)).isNull();
        }
        assertThat(cleanup.remove("sluice.upload-states")).isEqualTo("compact,delete");
        assertThat(cleanup.values()).containsOnly("delete");
        assertThat(retention.remove("sluice.upload-claims")).isEqualTo("2678400000");
        assertThat(retention.values()).containsOnly("604800000");
    }

    @ParameterizedTest
    @CsvSource({"1m, 7500", "8h, 3600000", "7d, 75600000", "8d, 86400000", "3650d, 86400000"})
    void shouldRollSegmentsOftenEnoughForTheRetention(String retention, long segmentMs) {
        Topics topics = TopicSettings.read(
                new Settings(Map.of("topics.retention", retention, "topics.claim-retention", retention)));

        assertThat(topics.segment().toMillis()).isEqualTo(segmentMs);
        assertThat(topics.keptAtMost())
                .isEqualTo(topics.retention().plusMillis(segmentMs).plusHours(1));
        assertThat(topics.all())
                .filteredOn(topic -> topic.config().containsKey("retention.ms"))
                .isNotEmpty()
                .allSatisfy(topic -> assertThat(topic.config()).containsEntry("segment.ms", Long.toString(segmentMs)));
    }

    @Test
    void shouldUseLogAppendTimeForEveryRecord() {
        assertThat(DEFAULTS.all()).allSatisfy(topic -> assertThat(topic.config())
                .containsEntry("message.timestamp.type", "LogAppendTime"));
    }

    @Test
    void shouldTakeTheLargestRecordInEveryTopic() {
        assertThat(DEFAULTS.all())
                .allSatisfy(topic -> assertThat(Integer.parseInt(topic.config().get("max.message.bytes")))
                        .isGreaterThan(Topics.MAX_RECORD_BYTES));
    }
}
