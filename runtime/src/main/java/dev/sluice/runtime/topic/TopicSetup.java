package dev.sluice.runtime.topic;

import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
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
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates missing topics, and checks existing ones and this service's rights on them. All services do it, possibly at
 * the same time. Of existing topics only segment.ms is changed: see {@link SegmentSetup}.
 */
public final class TopicSetup {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private TopicSetup() {}

    /**
     * Returns once all topics exist with the required partitions, and the service has the rights it needs.
     *
     * @throws IllegalStateException if a topic has another number of partitions (the message names all such topics), if
     *     the brokers reject this service's credentials or deny operations (the message names all of them), or if no
     *     broker answered within {@link Topics#startTimeout()}
     */
    public static void ensure(Admin admin, Topics topics, TopicAccess access) {
        long deadline = System.nanoTime() + topics.startTimeout().toNanos();
        while (true) {
            try {
                Map<String, TopicDescription> found = createMissing(admin, topics);
                check(found, topics);
                refuseIfAny(access.deniedIn(found));
                awaitLeaders(admin, topics);
                new SegmentSetup(admin, ATTEMPT.toMillis()).shorten(topics.all(), found);
                return;
            } catch (AuthenticationException e) {
                throw new IllegalStateException(
                        "the Kafka broker rejected the credentials of this service: " + e.getMessage()
                                + ". Are SPRING_KAFKA_SECURITY_PROTOCOL, the trust store in SPRING_KAFKA_SSL_*, and user and"
                                + " password in SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG right?",
                        e);
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

    /** Needs no right to create topics if they exist already. */
    private static Map<String, TopicDescription> createMissing(Admin admin, Topics topics) throws TimeoutException {
        Map<String, TopicDescription> found = describe(admin, topics);
        List<Topic<?, ?>> missing = missing(topics, found);
        if (missing.isEmpty()) {
            return found;
        }
        create(admin, topics, missing);
        found = describe(admin, topics);
        missing = missing(topics, found);
        if (!missing.isEmpty()) {
            // Created, but the broker that was asked doesn't have its metadata yet.
            throw new UnknownTopicOrPartitionException(missing.get(0).name());
        }
        return found;
    }

    private static List<Topic<?, ?>> missing(Topics topics, Map<String, TopicDescription> found) {
        List<Topic<?, ?>> missing = new ArrayList<>(topics.all());
        missing.removeIf(topic -> found.containsKey(topic.name()));
        return missing;
    }

    private static Map<String, TopicDescription> describe(Admin admin, Topics topics) throws TimeoutException {
        List<String> names = topics.all().stream().map(Topic::name).toList();
        DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        Map<String, TopicDescription> found = new HashMap<>();
        List<String> denied = new ArrayList<>();
        for (var description :
                admin.describeTopics(names, options).topicNameValues().entrySet()) {
            try {
                found.put(description.getKey(), await(description.getValue()));
            } catch (UnknownTopicOrPartitionException e) {
                LOG.debug("Missing: {}", description.getKey());
            } catch (AuthorizationException e) {
                denied.add("Describe " + description.getKey());
            }
        }
        refuseIfAny(denied);
        return found;
    }

    private static void create(Admin admin, Topics topics, List<Topic<?, ?>> missing) throws TimeoutException {
        List<NewTopic> wanted = missing.stream()
                .map(t -> new NewTopic(t.name(), Optional.of(t.partitions()), Optional.of(topics.replication()))
                        .configs(t.config()))
                .toList();
        List<String> denied = new ArrayList<>();
        for (var creation : admin.createTopics(wanted).values().entrySet()) {
            try {
                await(creation.getValue());
            } catch (TopicExistsException e) {
                LOG.debug("Exists already: {}", e.getMessage());
            } catch (AuthorizationException e) {
                denied.add("Create " + creation.getKey());
            }
        }
        refuseIfAny(denied);
    }

    private static void refuseIfAny(List<String> denied) {
        if (!denied.isEmpty()) {
            denied.sort(null);
            throw new IllegalStateException("the Kafka broker doesn't allow this service's user to "
                    + String.join(", ", denied) + "; docs/how-to/secure-kafka.md has the ACLs of each service");
        }
    }

    private static void check(Map<String, TopicDescription> found, Topics topics) {
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
            throw new IllegalStateException(
                    "the number of partitions of these topics differs from sluice.topics.*, which "
                            + "can't change for an existing prefix: " + String.join("; ", faults));
        }
    }

    /**
     * A new topic exists before its partitions have leaders. Kafka 4.3.1's idempotent producer, whose first batch such
     * a partition refuses and whose second it accepts, resends the first until its delivery times out.
     */
    private static void awaitLeaders(Admin admin, Topics topics) throws TimeoutException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (Topic<?, ?> topic : topics.all()) {
            topic.topicPartitions().forEach(partition -> ends.put(partition, OffsetSpec.latest()));
        }
        // Only a partition's leader can tell its end offset.
        var unused = await(admin.listOffsets(ends).all());
    }

    /** A starting broker refuses requests immediately, and new topics take a moment to be known everywhere. */
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
