package dev.sluice.aggregator.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.streams.ConsumedOffset;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What the answers of a broker about a partition mean. */
class BrokerDeletionEndsTest {
    private static final String TOPIC = "file-deletions";
    private static final ListOffsetsResultInfo NO_RECORD = new ListOffsetsResultInfo(-1, -1, Optional.empty());

    private final Map<Class<?>, ListOffsetsResultInfo> reported = new HashMap<>();

    @Test
    void shouldReportTheEndAndTheNewestTime() {
        reports(offset(0), offset(8), new ListOffsetsResultInfo(7, 1_000, Optional.of(5)));
        assertThat(end()).isEqualTo(new PartitionEnd(8, 1_000));
    }

    @Test
    void shouldTakeAPartitionWithoutRecordsForEmpty() {
        reports(offset(0), offset(0), NO_RECORD);
        assertThat(end()).isEqualTo(PartitionEnd.EMPTY);
    }

    @Test
    void shouldWaitForNothingWhereRetentionHasDeletedAll() {
        reports(offset(8), offset(8), NO_RECORD);
        assertThat(end().isReachedBy(ConsumedOffset.START)).isTrue();
    }

    /** Brokers don't report the newest record while it isn't confirmed. */
    @Test
    void shouldWaitForTheRecordsBeforeAnUnconfirmedOne() {
        reports(offset(0), offset(8), NO_RECORD);
        assertThat(end().isReachedBy(ConsumedOffset.START)).isFalse();
        assertThat(end().isReachedBy(new ConsumedOffset(7, 1_000))).isFalse();
        assertThat(end().isReachedBy(new ConsumedOffset(8, 1_000))).isTrue();
    }

    private void reports(ListOffsetsResultInfo first, ListOffsetsResultInfo end, ListOffsetsResultInfo newest) {
        reported.put(OffsetSpec.EarliestSpec.class, first);
        reported.put(OffsetSpec.LatestSpec.class, end);
        reported.put(OffsetSpec.MaxTimestampSpec.class, newest);
    }

    private static ListOffsetsResultInfo offset(long offset) {
        return new ListOffsetsResultInfo(offset, -1, Optional.of(5));
    }

    private PartitionEnd end() {
        LeaderEpochs single = new LeaderEpochs(
                topic -> CompletableFuture.completedFuture(Map.of(0, List.of(new Node(1, "broker", 9092)))),
                (broker, topic) -> new CompletableFuture<>(),
                1,
                Duration.ofMinutes(1));
        PartitionEnd end = new BrokerDeletionEnds(admin(), single, TOPIC, Duration.ofMinutes(1))
                .of(List.of(0))
                .get(0);
        assertThat(end).isNotNull();
        return end;
    }

    private Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    Map<?, ?> asked = (Map<?, ?>) arguments[0];
                    Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> answers = new HashMap<>();
                    asked.forEach((partition, spec) -> answers.put(
                            (TopicPartition) partition, KafkaFuture.completedFuture(reported.get(spec.getClass()))));
                    return new ListOffsetsResult(answers);
                });
    }
}
