package dev.sluice.runtime.topic;

import dev.sluice.schemas.topic.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reduces segment.ms of existing topics to the value of newly created ones: brokers delete whole segments only, and
 * write to a segment for 7 days by default, so a record would be kept for that much longer than the retention. A
 * shorter value is left unchanged. Missing rights are logged and are no failure.
 */
final class SegmentSetup {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentSetup.class);

    private final Admin admin;
    private final int timeoutMs;

    SegmentSetup(Admin admin, int timeoutMs) {
        this.admin = admin;
        this.timeoutMs = timeoutMs;
    }

    /** @param found the topics by name, with the operations that this service is allowed to perform */
    void shorten(Collection<Topic<?, ?>> topics, Map<String, TopicDescription> found) {
        try {
            shortenAllowed(topics, found);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Could not check or set segment.ms of the topics", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void shortenAllowed(Collection<Topic<?, ?>> topics, Map<String, TopicDescription> found)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<ConfigResource, Long> wanted = new HashMap<>();
        List<String> hidden = new ArrayList<>();
        for (Topic<?, ?> topic : topics) {
            String max = topic.config().get(TopicConfig.SEGMENT_MS_CONFIG);
            if (max == null) {
                continue;
            }
            if (isAllowed(AclOperation.DESCRIBE_CONFIGS, topic.name(), found)) {
                wanted.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), Long.valueOf(max));
            } else {
                hidden.add(topic.name());
            }
        }
        if (!hidden.isEmpty()) {
            LOG.warn(
                    "Can't read segment.ms of {}: this service's user lacks DescribeConfigs. If it is longer than {}, records"
                            + " are kept longer than sluice.topics.retention",
                    hidden,
                    topics.iterator().next().config().get(TopicConfig.SEGMENT_MS_CONFIG));
        }
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (Map.Entry<ConfigResource, Config> each : await(
                        admin.describeConfigs(wanted.keySet(), new DescribeConfigsOptions().timeoutMs(timeoutMs))
                                .all())
                .entrySet()) {
            ConfigResource topic = each.getKey();
            long max = Objects.requireNonNull(wanted.get(topic), topic.name());
            ConfigEntry set = each.getValue().get(TopicConfig.SEGMENT_MS_CONFIG);
            if (set == null || Long.parseLong(set.value()) <= max) {
                continue;
            }
            if (isAllowed(AclOperation.ALTER_CONFIGS, topic.name(), found)) {
                ConfigEntry entry = new ConfigEntry(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(max));
                changes.put(topic, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET)));
                LOG.info("Setting segment.ms of {} to {}; it was {}", topic.name(), max, set.value());
            } else {
                LOG.warn(
                        "{} keeps records longer than sluice.topics.retention: segment.ms is {}, expected at most {}, and this"
                                + " service's user lacks AlterConfigs",
                        topic.name(),
                        set.value(),
                        max);
            }
        }
        var unused = await(admin.incrementalAlterConfigs(changes, new AlterConfigsOptions().timeoutMs(timeoutMs))
                .all());
    }

    /** Brokers without an authorizer allow everything, and report either all operations or none. */
    private static boolean isAllowed(AclOperation operation, String topic, Map<String, TopicDescription> found) {
        TopicDescription description = found.get(topic);
        Set<AclOperation> allowed = description == null ? null : description.authorizedOperations();
        return allowed == null || allowed.contains(operation);
    }

    private <T> T await(KafkaFuture<T> future) throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(timeoutMs, TimeUnit.MILLISECONDS);
    }
}
