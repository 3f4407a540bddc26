package dev.sluice.schemas;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The Kafka Streams settings that both Streams applications run with. They are part of the contract: a reader that isn't
 * read-committed, or one application that isn't exactly-once, makes every count wrong.
 *
 * <p>Names as in {@code StreamsConfig}, which this module doesn't depend on.
 */
public final class StreamsDefaults {
    private StreamsDefaults() {}

    /**
     * The settings of one application.
     *
     * @param application what it is called behind the topics' prefix, in its id and its consumer group
     * @param stateDir where its stores are kept over restarts, so that they need not be restored
     */
    public static Map<String, Object> of(Topics topics, String application, int threads, Path stateDir) {
        Map<String, Object> config = new HashMap<>();
        config.put("application.id", topics.prefix() + application);
        config.put("processing.guarantee", "exactly_once_v2");
        config.put("num.stream.threads", threads);
        config.put("processing.exception.handler.global.enabled", true);
        config.put("state.dir", stateDir.toString());
        config.put("replication.factor", (int) topics.replication());
        config.put("ensure.explicit.internal.resource.naming", true);
        config.put("auto.offset.reset", "earliest");
        // An idle thread sits in poll and neither commits nor punctuates, so all three bound a small file's latency.
        config.put("commit.interval.ms", 20);
        config.put("poll.ms", 10);
        // How soon a dead instance's partitions move on, and its open transactions stop holding up readers.
        config.put("session.timeout.ms", 6_000);
        config.put("heartbeat.interval.ms", 2_000);
        config.put("producer.transaction.timeout.ms", 10_000);
        config.put("producer.acks", "all");
        config.put("producer.compression.type", "lz4");
        config.put("producer.max.request.size", 2 * Topics.MAX_RECORD_BYTES);
        // The client's clock may be wrong; the broker's is the one clock.
        config.put("topic.message.timestamp.type", "LogAppendTime");
        return config;
    }
}
