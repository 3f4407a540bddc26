package dev.sluice.runtime.topic;

import dev.sluice.runtime.broker.AdminCalls;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
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

    /** Asks the brokers; see {@link AdminCalls} for how long. */
    static TopicIds of(Admin admin) {
        return topic -> {
            try {
                var described = AdminCalls.await(
                        ms -> admin.describeTopics(List.of(topic), new DescribeTopicsOptions().timeoutMs(ms))
                                .allTopicNames());
                return Objects.requireNonNull(described.get(topic), topic).topicId();
            } catch (RuntimeException e) {
                throw new KafkaException("the brokers didn't report the id of " + topic, e);
            }
        };
    }
}
