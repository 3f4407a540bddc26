package dev.sluice.runtime.streams;

import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka Streams settings of both Streams applications. Correctness depends on them: a reader that isn't
 * read_committed, or an application without exactly-once, makes every count wrong.
 *
 * <p>Names as in {@code StreamsConfig}, on which this module doesn't depend.
 */
public final class StreamsSettings {
    /** How long a member may be without heartbeats before its partitions are reassigned. */
    public static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

    /** How often a member sends a heartbeat. */
    public static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(2);

    /** How long a transaction may take before the brokers abort it. */
    public static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

    private static final List<String> CLIENT_PREFIXES =
            List.of("main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.", "admin.");

    private StreamsSettings() {}

    /**
     * The settings that the code depends on, and that an operator can't change.
     *
     * @param applicationId also the consumer group
     * @param stateDir the directory of its stores; kept over restarts to avoid restoring them
     */
    public static Map<String, Object> owned(Topics topics, String applicationId, int threads, Path stateDir) {
        Map<String, Object> config = new HashMap<>();
        config.put("application.id", applicationId);
        config.put("processing.guarantee", "exactly_once_v2");
        config.put("topology.optimization", "none");
        config.put("num.stream.threads", threads);
        config.put("processing.exception.handler.global.enabled", true);
        config.put("state.dir", stateDir.toString());
        config.put("replication.factor", (int) topics.replication());
        config.put("ensure.explicit.internal.resource.naming", true);
        config.put("auto.offset.reset", "earliest");
        // Commits are requested at the pace of CommitPace.
        config.put("commit.interval.ms", CommitPace.INTERVAL.toMillis());
        // An idle thread stays in poll and neither commits nor punctuates, so this bounds the latency of a small file.
        config.put("poll.ms", 10);
        // The order between topics doesn't matter, so a task never waits for an empty one, and Kafka Streams needn't
        // check for each record whether it should.
        config.put("max.task.idle.ms", -1);
        // How soon a dead instance's partitions are reassigned, and its open transactions stop blocking readers.
        config.put("session.timeout.ms", (int) SESSION_TIMEOUT.toMillis());
        config.put("heartbeat.interval.ms", (int) HEARTBEAT_INTERVAL.toMillis());
        config.put("producer.transaction.timeout.ms", (int) TRANSACTION_TIMEOUT.toMillis());
        config.put("producer.acks", "all");
        config.put("producer.compression.type", "lz4");
        config.put("producer.max.request.size", 2 * Topics.MAX_RECORD_BYTES);
        // The client's clock may be wrong; the broker's is the only clock that counts.
        config.put("topic.message.timestamp.type", "LogAppendTime");
        config.put("topic.min.insync.replicas", topics.minInSyncReplicas());
        return config;
    }

    /**
     * All settings of one application.
     *
     * @param service its name, for the message
     * @param given the operator's settings: brokers, security, tuning
     * @param owned fixed settings
     * @param tuning defaults that the operator may override
     * @throws IllegalArgumentException naming all fixed settings that the operator changed
     */
    public static Map<String, Object> merge(
            String service, Map<String, Object> given, Map<String, Object> owned, Map<String, Object> tuning) {
        Map<String, Object> all = new HashMap<>(tuning);
        List<String> faults = new ArrayList<>();
        given.forEach((name, value) -> {
            Object own = find(name, owned);
            if (own != null && !own.toString().equals(value.toString())) {
                faults.add(name + " is " + own + ", found " + value);
            }
            // Kafka Streams prefers a prefixed name to a plain one: these settings must not hide the operator's.
            all.keySet().removeIf(other -> plain(other).equals(plain(name)));
        });
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "settings of Kafka Streams that are fixed by " + service + ": " + String.join("; ", faults));
        }
        all.putAll(given);
        all.putAll(owned);
        return all;
    }

    private static @Nullable Object find(String name, Map<String, Object> settings) {
        return settings.entrySet().stream()
                .filter(setting -> plain(setting.getKey()).equals(plain(name)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** The name without the prefix of a client. */
    private static String plain(String name) {
        return CLIENT_PREFIXES.stream()
                .filter(name::startsWith)
                .findFirst()
                .map(prefix -> name.substring(prefix.length()))
                .orElse(name);
    }
}
