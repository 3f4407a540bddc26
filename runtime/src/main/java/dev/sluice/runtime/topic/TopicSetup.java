package dev.sluice.runtime.topic;

import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;
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
        TopicCreation creation = new TopicCreation(admin, topics, (int) ATTEMPT.toMillis());
        long deadline = System.nanoTime() + topics.startTimeout().toNanos();
        while (true) {
            try {
                Map<String, TopicDescription> found = creation.createMissing();
                check(found, topics);
                TopicAccess.refuse(access.deniedIn(found));
                creation.awaitLeaders();
                new SegmentSetup(admin, (int) ATTEMPT.toMillis()).shorten(topics.all(), found);
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

    /** A starting broker refuses requests immediately, and new topics take a moment to be known everywhere. */
    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw TopicCreation.interrupted(e);
        }
    }
}
