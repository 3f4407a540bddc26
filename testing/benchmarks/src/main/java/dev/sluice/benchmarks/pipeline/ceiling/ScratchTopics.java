package dev.sluice.benchmarks.pipeline.ceiling;

import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Topics with the settings of {@code valid-rows}, each for one measurement, so that measurements don't affect each
 * other.
 */
public final class ScratchTopics implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final String bootstrapServers;
    private final Topics like;
    private final Admin admin;
    private int count;

    public ScratchTopics(String bootstrapServers, Topics like) {
        this.bootstrapServers = bootstrapServers;
        this.like = like;
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /**
     * Creates a topic and returns its name, once all of its partitions have leaders. A topic exists before that: the
     * first batch of a producer that starts then may be refused, and the second one accepted in its place. The first is
     * then out of order permanently, and the producer resends it until its delivery times out.
     */
    String create(String purpose) {
        String name = "bench." + purpose + "-" + count++;
        NewTopic topic = new NewTopic(name, Optional.of(like.rowPartitions()), Optional.empty())
                .configs(like.validRows().config());
        await(admin.createTopics(List.of(topic)).all());
        while (!isKnown(name)) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        // Only leaders know the end offsets; the client retries until it finds them.
        await(admin.listOffsets(ends(name, like.rowPartitions())).all());
        return name;
    }

    public void delete(String topic) {
        await(admin.deleteTopics(List.of(topic)).all());
    }

    /** The topics of a Sluice with another prefix. */
    public Topics topics(String prefix) {
        return new Topics(
                prefix,
                like.partitions(),
                like.rawPartitions(),
                like.rowPartitions(),
                like.replication(),
                like.minInSyncReplicas(),
                like.retention(),
                like.claimRetention(),
                like.startTimeout());
    }

    /** The number of records in a topic that is written without transactions. */
    public long records(String topic) {
        return await(admin.listOffsets(ends(topic, like.rawPartitions())).all()).values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    /** Deletes all topics of a Sluice, including those of Kafka Streams. */
    public void delete(Topics topics) {
        await(admin.deleteTopics(names(topics.prefix())).all());
    }

    private List<String> names(String prefix) {
        return await(admin.listTopics().names()).stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    @Override
    public void close() {
        admin.close();
    }

    private boolean isKnown(String topic) {
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw refused(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Map<TopicPartition, OffsetSpec> ends(String topic, int partitions) {
        return IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition), partition -> OffsetSpec.latest()));
    }

    private static <T> T await(KafkaFuture<T> done) {
        try {
            return done.get();
        } catch (ExecutionException e) {
            throw refused(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException refused(ExecutionException e) {
        return new IllegalStateException("the broker refused what the benchmark asked of it", e);
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while the broker was asked", e);
    }
}
