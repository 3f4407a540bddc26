package dev.sluice.aggregator.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aggregator.broker.BrokerEndOffsets.UnknownException;
import dev.sluice.aggregator.broker.LeaderEpochs.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.MetadataResponse;
import org.junit.jupiter.api.Test;

class LeaderEpochsTest {
    private static final TopicPartition PARTITION = new TopicPartition("file-deletions", 0);
    private static final Set<Integer> REPLICAS = Set.of(1, 2, 3);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Map<Integer, CompletableFuture<MetadataResponse>> answers = new HashMap<>();
    private final List<Integer> asked = new ArrayList<>();
    private int described;

    @Test
    void shouldKnowTheEpochOnceTheAnswersMeetEveryConfirmation() {
        assertThat(LeaderEpochs.latest(Map.of(), 2)).isEmpty();
        assertThat(LeaderEpochs.latest(Map.of(1, answer(5)), 2)).isEmpty();
        assertThat(LeaderEpochs.latest(Map.of(1, answer(5), 2, answer(7)), 2)).hasValue(7);
        assertThat(LeaderEpochs.latest(Map.of(1, answer(7), 2, answer(5), 3, answer(5)), 2))
                .hasValue(7);
    }

    @Test
    void shouldNeedMoreAnswersTheFewerReplicasConfirm() {
        assertThat(LeaderEpochs.latest(Map.of(2, answer(5)), 3)).hasValue(5);
        assertThat(LeaderEpochs.latest(Map.of(1, answer(5), 2, answer(5)), 1)).isEmpty();
        assertThat(LeaderEpochs.latest(Map.of(1, answer(5), 2, answer(5), 3, answer(5)), 1))
                .hasValue(5);
    }

    @Test
    void shouldNeedAnswersOfBothSetsWhileReplicasAreMoved() {
        Answer moved = new Answer(6, Set.of(3, 4, 5));
        assertThat(LeaderEpochs.latest(Map.of(1, answer(5), 2, moved), 2)).isEmpty();
        assertThat(LeaderEpochs.latest(Map.of(1, answer(5), 3, moved), 2)).isEmpty();
        assertThat(LeaderEpochs.latest(Map.of(1, answer(5), 3, moved, 4, moved), 2))
                .hasValue(6);
    }

    @Test
    void shouldConfirmTheEndOfTheLatestLeader() {
        answered(1, 5);
        answered(2, 5);
        assertThat(epochs(1, 2, 3).confirm(PARTITION, end(5)).toCompletableFuture())
                .isCompletedWithValueMatching(end -> end.offset() == 8);
        assertThat(asked).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void shouldRejectTheEndOfADeposedLeader() {
        answered(1, 5);
        answered(3, 6);
        rejects(epochs(1, 2, 3), 5, "epoch 6");
    }

    @Test
    void shouldRejectAnEndThatTooFewBrokersConfirm() {
        answered(1, 5);
        fails(2);
        fails(3);
        rejects(epochs(1, 2, 3), 5, "too few");
    }

    @Test
    void shouldAskNoBrokerAboutASingleReplica() {
        assertThat(epochs(1).confirm(PARTITION, end(5)).toCompletableFuture())
                .isCompletedWithValueMatching(end -> end.offset() == 8);
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldAskTheReplicasThatTheLastAnswersNamed() {
        Stream.of(1, 2, 3).forEach(broker -> answered(broker, 6, 3, 4, 5));
        Stream.of(4, 5).forEach(broker -> answered(broker, 6, 3, 4, 5));
        LeaderEpochs epochs = epochs(1, 2, 3);
        rejects(epochs, 6, "too few");
        asked.clear();
        assertThat(epochs.confirm(PARTITION, end(6)).toCompletableFuture())
                .isCompletedWithValueMatching(end -> end.offset() == 8);
        assertThat(asked).containsExactlyInAnyOrder(3, 4, 5);
    }

    @Test
    void shouldLookUpTheReplicasAgainIfNoneAnswers() {
        Stream.of(1, 2, 3).forEach(this::fails);
        LeaderEpochs epochs = epochs(1, 2, 3);
        rejects(epochs, 5, "too few");
        assertThat(described).isOne();
        Stream.of(1, 2, 3).forEach(broker -> answered(broker, 5));
        Stream.of(1, 2)
                .forEach(time -> assertThat(epochs.confirm(PARTITION, end(5)).toCompletableFuture())
                        .isCompletedWithValueMatching(end -> end.offset() == 8));
        assertThat(described).isEqualTo(2);
    }

    private static Answer answer(int epoch) {
        return new Answer(epoch, REPLICAS);
    }

    private LeaderEpochs epochs(int... replicas) {
        List<Node> nodes =
                Arrays.stream(replicas).mapToObj(LeaderEpochsTest::node).toList();
        return new LeaderEpochs(
                topic -> {
                    described++;
                    return CompletableFuture.completedFuture(Map.of(0, nodes));
                },
                (broker, topic) -> {
                    asked.add(broker.id());
                    return answers.computeIfAbsent(broker.id(), id -> new CompletableFuture<>());
                },
                2,
                LONG);
    }

    private static void rejects(LeaderEpochs epochs, int epoch, String why) {
        CompletableFuture<ListOffsetsResultInfo> confirmed =
                epochs.confirm(PARTITION, end(epoch)).toCompletableFuture();
        assertThat(confirmed).isCompletedExceptionally();
        assertThatThrownBy(confirmed::join)
                .hasCauseInstanceOf(UnknownException.class)
                .hasMessageContaining(why);
    }

    private static CompletableFuture<ListOffsetsResultInfo> end(int epoch) {
        return CompletableFuture.completedFuture(new ListOffsetsResultInfo(8, -1, Optional.of(epoch)));
    }

    private static Node node(int id) {
        return new Node(id, "broker-" + id, 9092);
    }

    private void fails(int broker) {
        answers.put(broker, CompletableFuture.failedFuture(new IllegalStateException("away")));
    }

    private void answered(int broker, int epoch) {
        answered(broker, epoch, 1, 2, 3);
    }

    private void answered(int broker, int epoch, Integer... replicas) {
        MetadataResponsePartition partition = new MetadataResponsePartition()
                .setPartitionIndex(0)
                .setLeaderId(replicas[0])
                .setLeaderEpoch(epoch)
                .setReplicaNodes(List.of(replicas))
                .setIsrNodes(List.of(replicas));
        MetadataResponseTopic topic = new MetadataResponseTopic()
                .setName(PARTITION.topic())
                .setTopicId(Uuid.ONE_UUID)
                .setPartitions(List.of(partition));
        answers.put(
                broker,
                CompletableFuture.completedFuture(MetadataResponse.prepareResponse(
                        ApiKeys.METADATA.latestVersion(),
                        0,
                        Stream.of(replicas).map(LeaderEpochsTest::node).toList(),
                        "cluster",
                        1,
                        List.of(topic),
                        MetadataResponse.AUTHORIZED_OPERATIONS_OMITTED)));
    }
}
