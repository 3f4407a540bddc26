package dev.sluice.runtime.topic;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;

/** The ids of topics: a topic that is deleted and recreated has the same name and another id. */
@FunctionalInterface
public interface TopicIds {
    /**
     * The current id of the topic with a name.
     *
     * @throws KafkaException if the brokers don't answer, or there is no such topic
     */
    Uuid of(String topic);

    /** Asks the brokers. Waits for the answer up to the client's timeout. */
    static TopicIds of(Admin admin) {
        return topic -> {
            try {
                var described =
                        admin.describeTopics(List.of(topic)).allTopicNames().get();
                return Objects.requireNonNull(described.get(topic), topic).topicId();
            } catch (ExecutionException e) {
                throw new KafkaException("the brokers didn't report the id of " + topic, e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException("interrupted while asking the brokers for the id of " + topic, e);
            }
        };
    }
}
