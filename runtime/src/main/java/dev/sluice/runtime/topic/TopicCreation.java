package dev.sluice.runtime.topic;

import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates missing topics. Failures that may pass are passed on, so that the caller can try again. */
final class TopicCreation {
    private static final Logger LOG = LoggerFactory.getLogger(TopicCreation.class);

    private final Admin admin;
    private final Topics topics;
    /** Also of the calls themselves: a client that is closed waits for its pending calls. */
    private final int timeoutMs;

    TopicCreation(Admin admin, Topics topics, int timeoutMs) {
        this.admin = admin;
        this.topics = topics;
        this.timeoutMs = timeoutMs;
    }

    /**
     * Creates the missing topics; needs no right to do so if there are none.
     *
     * @return all topics by name
     */
    Map<String, TopicDescription> createMissing() throws TimeoutException {
        Map<String, TopicDescription> found = describe();
        List<Topic<?, ?>> missing = missing(found);
        if (missing.isEmpty()) {
            return found;
        }
        create(missing);
        found = describe();
        missing = missing(found);
        if (!missing.isEmpty()) {
            // Created, but the broker that was asked doesn't have its metadata yet.
            throw new UnknownTopicOrPartitionException(missing.get(0).name());
        }
        return found;
    }

    private List<Topic<?, ?>> missing(Map<String, TopicDescription> found) {
        List<Topic<?, ?>> missing = new ArrayList<>(topics.all());
        missing.removeIf(topic -> found.containsKey(topic.name()));
        return missing;
    }

    private Map<String, TopicDescription> describe() throws TimeoutException {
        List<String> names = topics.all().stream().map(Topic::name).toList();
        DescribeTopicsOptions options =
                new DescribeTopicsOptions().includeAuthorizedOperations(true).timeoutMs(timeoutMs);
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
        TopicAccess.refuse(denied);
        return found;
    }

    private void create(List<Topic<?, ?>> missing) throws TimeoutException {
        List<NewTopic> wanted = missing.stream()
                .map(t -> new NewTopic(t.name(), Optional.of(t.partitions()), Optional.of(topics.replication()))
                        .configs(t.config()))
                .toList();
        List<String> denied = new ArrayList<>();
        CreateTopicsOptions options = new CreateTopicsOptions().timeoutMs(timeoutMs);
        for (var creation : admin.createTopics(wanted, options).values().entrySet()) {
            try {
                await(creation.getValue());
            } catch (TopicExistsException e) {
                LOG.debug("Exists already: {}", e.getMessage());
            } catch (AuthorizationException e) {
                denied.add("Create " + creation.getKey());
            }
        }
        TopicAccess.refuse(denied);
    }

    /**
     * Fails until all partitions have leaders: a new topic exists before. Kafka 4.3.1's idempotent producer, whose first
     * batch such a partition refuses and whose second it accepts, resends the first until its delivery times out.
     */
    void awaitLeaders() throws TimeoutException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (Topic<?, ?> topic : topics.all()) {
            topic.topicPartitions().forEach(partition -> ends.put(partition, OffsetSpec.latest()));
        }
        // Only a partition's leader can tell its end offset.
        var unused = await(admin.listOffsets(ends, new ListOffsetsOptions().timeoutMs(timeoutMs))
                .all());
    }

    static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for the Kafka broker", e);
    }

    private <T> T await(KafkaFuture<T> future) throws TimeoutException {
        try {
            return future.get(timeoutMs, TimeUnit.MILLISECONDS);
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
