package dev.sluice.aggregator.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.schemas.query.SystemState;
import dev.sluice.schemas.query.SystemState.StageState;
import dev.sluice.schemas.query.SystemState.StandstillAt;
import dev.sluice.schemas.query.SystemState.TopicLag;
import dev.sluice.schemas.query.SystemState.TopicState;
import dev.sluice.schemas.topic.Stage;
import dev.sluice.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ClusterSnapshotTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private final Topics topics = TopicSettings.read(new Settings(Map.of("topics.raw-partitions", "2")));

    @Test
    void shouldCountRetainedRecordsAndLagOfEachPartition() {
        SystemState state = new ClusterSnapshot(
                        List.of("kafka:9092"),
                        Map.of(raw(0), 10L, raw(1), 0L),
                        Map.of(raw(0), 100L, raw(1), 7L),
                        Map.of(Stage.SPLIT, Map.of(raw(0), 95L)),
                        Map.of(),
                        Map.of(Stage.SPLIT, 2))
                .state(topics, NOW);

        assertThat(state.asOf()).isEqualTo(NOW);
        assertThat(state.brokers()).containsExactly("kafka:9092");
        assertThat(state.topics()).contains(new TopicState("sluice.raw-chunks", 2, 97));
        assertThat(state.stages())
                .contains(new StageState(
                        "split", "sluice.splitter", 2, 12, List.of(new TopicLag("sluice.raw-chunks", 12)), List.of()));
    }

    @Test
    void shouldNotCountRecordsDeletedByRetentionAsLag() {
        SystemState state = new ClusterSnapshot(
                        List.of(),
                        Map.of(raw(0), 50L),
                        Map.of(raw(0), 60L),
                        Map.of(Stage.SPLIT, Map.of(raw(0), 20L)),
                        Map.of(),
                        Map.of())
                .state(topics, NOW);

        assertThat(state.stages().get(0).lag()).isEqualTo(10);
        assertThat(state.stages().get(0).members()).isZero();
    }

    @Test
    void shouldListTheStagesInProcessingOrder() {
        SystemState state =
                new ClusterSnapshot(List.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of()).state(topics, NOW);

        assertThat(state.stages()).extracting(StageState::name).containsExactly("split", "combine", "merge");
        assertThat(state.stages()).extracting(StageState::lag).containsOnly(0L);
        assertThat(state.topics()).hasSameSizeAs(topics.all());
    }

    @Test
    void shouldReportARecordThatAStageRetriedAndHasNotPassed() {
        var notes = Map.of(
                raw(0), new OffsetAndMetadata(95, "started 3"),
                raw(1), new OffsetAndMetadata(4, "started 3"));
        SystemState state = new ClusterSnapshot(
                        List.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(Stage.SPLIT, Map.of(raw(0), 95L, raw(1), 5L)),
                        Map.of(Stage.SPLIT, notes),
                        Map.of())
                .state(topics, NOW);

        assertThat(state.stages().get(0).standstills())
                .containsExactly(new StandstillAt("sluice.raw-chunks", 0, 95, "the record was started 3 times"));
        assertThat(state.stages().get(1).standstills()).isEmpty();
    }

    private TopicPartition raw(int partition) {
        return new TopicPartition(topics.rawChunks().name(), partition);
    }
}
