package dev.sluice.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are missing and checks those that are there. Any service may do it, at once with others. */
public final class TopicSetup {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private TopicSetup() {}

    /**
     * Returns when all topics are there with the partitions they must have.
     *
     * @throws IllegalStateException if a topic has another number of partitions (it names all such), or if no broker
     *     answered within {@link Topics#startTimeout()}
     */
    public static void ensure(Admin admin, Topics topics) {
        long deadline = System.nanoTime() + topics.startTimeout().toNanos();
        while (true) {
            try {
                create(admin, topics);
                check(admin, topics);
                awaitLeaders(admin, topics);
                return;
            } catch (TimeoutException | RetriableException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException(
                            "no Kafka broker answered within " + topics.startTimeout()
                                    + " (sluice.topics.start-timeout); is KAFKA_BOOTSTRAP_SERVERS right?",
                            e);
                }
                LOG.info("Waiting for the Kafka broker: {}", e.toString());
                pause();
            }
        }
    }

    private static void create(Admin admin, Topics topics) throws TimeoutException {
        List<NewTopic> wanted = topics.all().stream()
                .map(t -> new NewTopic(t.name(), Optional.of(t.partitions()), Optional.of(topics.replication()))
                        .configs(t.config()))
                .toList();
        for (var creation : admin.createTopics(wanted).values().values()) {
            try {
                await(creation);
            } catch (TopicExistsException e) {
                LOG.debug("There already: {}", e.getMessage());
            }
        }
    }

    private static void check(Admin admin, Topics topics) throws TimeoutException {
        List<String> names = topics.all().stream().map(Topic::name).toList();
        Map<String, TopicDescription> found = await(admin.describeTopics(names).allTopicNames());
        List<String> faults = new ArrayList<>();
        for (Topic<?, ?> topic : topics.all()) {
            int partitions = Objects.requireNonNull(found.get(topic.name()), topic.name())
                    .partitions()
                    .size();
            if (partitions != topic.partitions()) {
                faults.add(topic.name() + " has " + partitions + ", expected " + topic.partitions());
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException("topics with another number of partitions than sluice.topics.* says, which "
                    + "is fixed for the life of a prefix: " + String.join("; ", faults));
        }
    }

    /**
     * A new topic is known before its partitions are led. Kafka 4.3.1's idempotent producer, whose first batch is refused by
     * such a partition and whose second is taken, sends the first again and again until its delivery times out.
     */
    private static void awaitLeaders(Admin admin, Topics topics) throws TimeoutException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (Topic<?, ?> topic : topics.all()) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        // Only a partition's leader can say where it ends.
        var unused = await(admin.listOffsets(ends).all());
    }

    /** A broker that is just starting answers at once that it can't yet, and topics take a moment to be known everywhere. */
    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for the Kafka broker", e);
    }

    private static <T> T await(KafkaFuture<T> future) throws TimeoutException {
        try {
            return future.get(ATTEMPT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }
}
