package dev.sluice.runtime.topic;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;

/** The ids that Kafka gave topics: one that is deleted and made anew has the same name and another id. */
@FunctionalInterface
public interface TopicIds {
    /**
     * The id of the topic that has this name now.
     *
     * @throws KafkaException if the brokers don't tell, or there is none
     */
    Uuid of(String topic);

    /** As the brokers know them. Waits for their answer as long as the client is set up to. */
    static TopicIds of(Admin admin) {
        return topic -> {
            try {
                var described =
                        admin.describeTopics(List.of(topic)).allTopicNames().get();
                return Objects.requireNonNull(described.get(topic), topic).topicId();
            } catch (ExecutionException e) {
                throw new KafkaException("the brokers don't tell the id of " + topic, e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException("interrupted while asking the brokers for the id of " + topic, e);
            }
        };
    }
}
