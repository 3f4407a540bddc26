package dev.sluice.aggregator.broker;

import dev.sluice.aggregator.broker.BrokerEndOffsets.UnknownException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.MetadataResponse.PartitionMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Rejects the end of a partition that a deposed leader reported. A broker that was paused, or cut off from the other
 * brokers, takes itself for the leader until it has read the cluster's metadata again, and Kafka lets it report its old
 * high watermark.
 *
 * <p>A leader reports its epoch with the end. If a later leader confirmed a record (acks=all), at least {@code
 * min.insync.replicas} replicas are that leader or had fetched the record in its epoch, and a broker has an epoch in
 * its metadata cache before it fetches. So of {@code replicas - min.insync.replicas + 1} replicas at least one knows
 * that epoch or a later one. That many are asked, each directly, for the epoch that they know; the end counts if none
 * knows a later epoch than its leader's.
 *
 * <p>The replicas may be asked before or after the end is, or at the same time: the record was confirmed before the
 * query arrived, so these replicas knew the epoch before either request was sent, and a cache doesn't go back: a broker
 * that restarts answers only after it has caught up with the metadata. An epoch that begins after the query arrived can
 * only cause a needless rejection.
 *
 * <p>The number of replicas is what the brokers report. {@code min.insync.replicas} is the setting of this Sluice,
 * because the aggregator may lack the right to read that of the topic: a topic with a lower value isn't protected.
 */
public final class LeaderEpochs {
    private static final int NO_EPOCH = -1;
    /** How long the brokers aren't asked again whether a partition still has a single replica. */
    private static final Duration SINGLE = Duration.ofMinutes(1);

    private final Function<String, CompletionStage<Map<Integer, List<Node>>>> topics;
    private final SharedRequests<Question, MetadataResponse> questions;
    private final int minInSyncReplicas;
    private final Duration timeout;
    /**
     * Replicas of partitions that have several, as last reported. What the brokers answer shows whether they are still
     * right.
     */
    private final Map<TopicPartition, List<Node>> replicas = new ConcurrentHashMap<>();

    /** By partition with a single replica, the nano time at which the brokers are asked for its replicas again. */
    private final Map<TopicPartition, Long> single = new ConcurrentHashMap<>();

    private record Question(Node broker, String topic) {}

    /**
     * A broker's answer about a partition.
     *
     * @param epoch of the leader that the broker knows
     * @param replicas the ids of the brokers that have a replica
     */
    record Answer(int epoch, Set<Integer> replicas) {}

    /** Asks a broker for its metadata of a topic. */
    @FunctionalInterface
    interface Brokers {
        CompletionStage<MetadataResponse> metadata(Node broker, String topic);
    }

    /**
     * @param minInSyncReplicas of the topics
     * @param timeout the maximum time for a check
     */
    public LeaderEpochs(Admin admin, BrokerMetadata brokers, int minInSyncReplicas, Duration timeout) {
        this(topic -> described(admin, topic, timeout), brokers::of, minInSyncReplicas, timeout);
    }

    /** @param topics describes a topic: the replicas by partition */
    LeaderEpochs(
            Function<String, CompletionStage<Map<Integer, List<Node>>>> topics,
            Brokers brokers,
            int minInSyncReplicas,
            Duration timeout) {
        this.topics = topics;
        this.questions = new SharedRequests<>(question -> brokers.metadata(question.broker(), question.topic()));
        this.minInSyncReplicas = minInSyncReplicas;
        this.timeout = timeout;
    }

    /**
     * The end of a partition, if no later leader can have confirmed a record before this call.
     *
     * @param end from a request of {@code OffsetSpec.latest()} that was sent after the query arrived
     * @return fails with an {@link UnknownException} if the end isn't reliable
     */
    CompletionStage<ListOffsetsResultInfo> confirm(
            TopicPartition partition, CompletionStage<ListOffsetsResultInfo> end) {
        return end.thenCombine(latest(partition), (reported, latest) -> {
            int epoch = reported.leaderEpoch().orElse(NO_EPOCH);
            if (epoch < latest) {
                throw new UnknownException("the end of " + partition + " is from the leader of epoch " + epoch
                        + ", and a broker knows epoch " + latest);
            }
            return reported;
        });
    }

    /** The latest epoch that enough replicas know; none if there is only one replica. */
    private CompletionStage<Integer> latest(TopicPartition partition) {
        Long until = single.get(partition);
        if (until != null && System.nanoTime() - until < 0) {
            return CompletableFuture.completedFuture(NO_EPOCH);
        }
        List<Node> known = replicas.get(partition);
        CompletionStage<List<Node>> asked =
                known == null ? described(partition) : CompletableFuture.completedFuture(known);
        return asked.thenCompose(brokers -> {
            if (brokers.size() == 1) {
                single.put(partition, System.nanoTime() + SINGLE.toNanos());
                return CompletableFuture.completedFuture(NO_EPOCH);
            }
            return new Survey(partition, brokers).ask();
        });
    }

    private CompletionStage<List<Node>> described(TopicPartition partition) {
        return topics.apply(partition.topic()).thenApply(described -> {
            List<Node> brokers = described.getOrDefault(partition.partition(), List.of());
            if (brokers.isEmpty()) {
                throw new UnknownException("the brokers don't know " + partition);
            }
            return brokers;
        });
    }

    private static CompletionStage<Map<Integer, List<Node>>> described(Admin admin, String topic, Duration timeout) {
        DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs((int) Math.max(1, timeout.toMillis()));
        return admin.describeTopics(List.of(topic), options)
                .allTopicNames()
                .toCompletionStage()
                .thenApply(described -> {
                    Map<Integer, List<Node>> found = new HashMap<>();
                    described.values().stream()
                            .flatMap(each -> each.partitions().stream())
                            .forEach(each -> found.put(each.partition(), each.replicas()));
                    return found;
                });
    }

    /**
     * The latest epoch of the answers, or empty if too few brokers have answered. While replicas are moved, brokers may
     * name different replicas; enough of each such set have to answer.
     *
     * @param answers by broker
     */
    static OptionalInt latest(Map<Integer, Answer> answers, int minInSyncReplicas) {
        boolean enough = answers.values().stream().allMatch(answer -> {
            long answered =
                    answer.replicas().stream().filter(answers::containsKey).count();
            return answered >= Math.max(1, answer.replicas().size() - minInSyncReplicas + 1);
        });
        return enough ? answers.values().stream().mapToInt(Answer::epoch).max() : OptionalInt.empty();
    }

    /** A question to all replicas of a partition. */
    private final class Survey {
        private final TopicPartition partition;
        private final List<Node> brokers;
        private final Map<Integer, Answer> answers = new HashMap<>();
        private final CompletableFuture<Integer> latest = new CompletableFuture<>();
        private int open;
        private int learned = NO_EPOCH;

        Survey(TopicPartition partition, List<Node> brokers) {
            this.partition = partition;
            this.brokers = brokers;
            this.open = brokers.size();
        }

        CompletableFuture<Integer> ask() {
            for (Node broker : brokers) {
                var unused = questions
                        .ask(new Question(broker, partition.topic()))
                        .whenComplete((response, failure) -> answered(broker, response, failure));
            }
            return latest.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((found, failure) -> forgetUnreachable());
        }

        private void answered(Node broker, @Nullable MetadataResponse response, @Nullable Throwable failure) {
            OptionalInt found;
            boolean last;
            synchronized (this) {
                open--;
                PartitionMetadata metadata = response == null ? null : metadata(response, partition);
                if (response != null && metadata != null) {
                    int epoch = metadata.leaderEpoch.orElse(NO_EPOCH);
                    answers.put(broker.id(), new Answer(epoch, Set.copyOf(metadata.replicaIds)));
                    if (epoch >= learned) {
                        learned = epoch;
                        learn(metadata.replicaIds, response.brokersById());
                    }
                }
                found = latest(answers, minInSyncReplicas);
                last = open == 0;
            }
            // Completed without the lock, as what depends on it runs here.
            if (found.isPresent()) {
                latest.complete(found.getAsInt());
            } else if (last) {
                latest.completeExceptionally(new UnknownException(
                        "too few replicas of " + partition + " told the leader's epoch that they know", failure));
            }
        }

        /** All addresses may be old ones. */
        private synchronized void forgetUnreachable() {
            if (answers.isEmpty()) {
                replicas.remove(partition);
            }
        }

        /** Brokers that are away have no address in an answer, and so keep the one that is known. */
        private void learn(Collection<Integer> ids, Map<Integer, Node> addresses) {
            Map<Integer, Node> before = brokers.stream().collect(Collectors.toMap(Node::id, broker -> broker));
            List<Node> named = ids.stream()
                    .map(id -> addresses.getOrDefault(id, before.getOrDefault(id, new Node(id, "", -1))))
                    .toList();
            if (named.size() > 1) {
                replicas.put(partition, named);
            } else {
                replicas.remove(partition);
            }
        }
    }

    private static @Nullable PartitionMetadata metadata(MetadataResponse response, TopicPartition partition) {
        return response.topicMetadata().stream()
                .filter(topic -> topic.topic().equals(partition.topic()))
                .flatMap(topic -> topic.partitionMetadata().stream())
                .filter(each -> each.partition() == partition.partition() && each.leaderEpoch.isPresent())
                .findFirst()
                .orElse(null);
    }
}
