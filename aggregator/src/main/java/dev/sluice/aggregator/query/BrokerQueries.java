package dev.sluice.aggregator.query;

import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.SystemQueries;
import dev.sluice.schemas.query.SystemState;
import dev.sluice.schemas.topic.Stage;
import dev.sluice.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the brokers for the state of the system. Requests within the same second share one answer, so many open pages
 * cost the brokers as much as one.
 */
public final class BrokerQueries implements SystemQueries {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Admin admin;
    private final Topics topics;
    private final Duration timeout;
    private final Clock clock;
    private @Nullable SystemState last;

    /** @param timeout for each request to the brokers */
    public BrokerQueries(Admin admin, Topics topics, Duration timeout, Clock clock) {
        this.admin = admin;
        this.topics = topics;
        this.timeout = timeout;
        this.clock = clock;
    }

    @Override
    public synchronized Answer<SystemState> system() {
        SystemState known = last;
        if (known != null && known.asOf().plus(FRESH).isAfter(clock.instant())) {
            return new Answer.Found<>(known);
        }
        try {
            SystemState now = ask().state(topics, clock.instant());
            last = now;
            return new Answer.Found<>(now);
        } catch (ExecutionException e) {
            return unavailable(String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            return unavailable("no answer within " + timeout.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unavailable("interrupted");
        }
    }

    private static Answer<SystemState> unavailable(String why) {
        return new Answer.Unavailable<>("the brokers don't answer: " + why, StoreQueries.RETRY_AFTER);
    }

    private ClusterSnapshot ask() throws ExecutionException, TimeoutException, InterruptedException {
        KafkaFuture<Collection<Node>> brokers = admin.describeCluster().nodes();
        KafkaFuture<Map<TopicPartition, Long>> begin = offsets(OffsetSpec.earliest());
        Map<Stage, Integer> members = members();
        var found = offsetsOfGroups();
        Map<Stage, Map<TopicPartition, Long>> committed = new EnumMap<>(Stage.class);
        Map<Stage, Map<TopicPartition, OffsetAndMetadata>> attempts = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            committed.put(stage, committed(found.getOrDefault(stage.group(topics), Map.of())));
            attempts.put(stage, found.getOrDefault(stage.attemptsGroup(topics), Map.of()));
        }
        // Requested after the committed offsets: in the other order a stage might seem to be ahead of its topics.
        KafkaFuture<Map<TopicPartition, Long>> end = offsets(OffsetSpec.latest());
        return new ClusterSnapshot(
                get(brokers).stream()
                        .map(node -> node.host() + ":" + node.port())
                        .sorted()
                        .toList(),
                get(begin),
                get(end),
                committed,
                attempts,
                members);
    }

    private KafkaFuture<Map<TopicPartition, Long>> offsets(OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked = ClusterSnapshot.partitions(topics).stream()
                .collect(Collectors.toMap(partition -> partition, any -> which));
        return admin.listOffsets(asked).all().thenApply(found -> found.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().offset())));
    }

    /** The committed offsets by group; empty for a group that doesn't exist yet. */
    private Map<String, Map<TopicPartition, OffsetAndMetadata>> offsetsOfGroups()
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, ListConsumerGroupOffsetsSpec> asked = Stream.concat(
                        groups().stream(), Arrays.stream(Stage.values()).map(stage -> stage.attemptsGroup(topics)))
                .collect(Collectors.toMap(group -> group, any -> new ListConsumerGroupOffsetsSpec()));
        return get(admin.listConsumerGroupOffsets(asked).all());
    }

    private static Map<TopicPartition, Long> committed(Map<TopicPartition, OffsetAndMetadata> found) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, at) -> {
            if (at != null) {
                offsets.put(partition, at.offset());
            }
        });
        return offsets;
    }

    private Map<Stage, Integer> members() throws ExecutionException, TimeoutException, InterruptedException {
        var described = admin.describeClassicGroups(groups()).describedGroups();
        Map<Stage, Integer> members = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            String group = stage.group(topics);
            try {
                var description = get(Objects.requireNonNull(described.get(group), group));
                members.put(stage, description.members().size());
            } catch (ExecutionException e) {
                // A group doesn't exist until its first member has joined.
                if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                    throw e;
                }
            }
        }
        return members;
    }

    private List<String> groups() {
        return Arrays.stream(Stage.values()).map(stage -> stage.group(topics)).toList();
    }

    private <T> T get(KafkaFuture<T> answer) throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
