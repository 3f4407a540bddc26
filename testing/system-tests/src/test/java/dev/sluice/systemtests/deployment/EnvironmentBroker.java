package dev.sluice.systemtests.deployment;

import dev.sluice.standalone.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * Kafka's server as a separate process that takes its settings from the environment as the {@code apache/kafka} image
 * does: {@code KAFKA_LOG_DIRS} is {@code log.dirs}. Runs until it is killed.
 */
final class EnvironmentBroker {
    private static final String PREFIX = "KAFKA_";

    private EnvironmentBroker() {}

    public static void main(String[] args) throws Exception {
        Map<String, String> settings = settings(System.getenv());
        Path logs = Path.of(settings.get("log.dirs"));
        if (!Files.exists(logs.resolve("meta.properties"))) {
            EmbeddedBroker.format(
                    logs, Integer.parseInt(settings.get("node.id")), settings.get("controller.listener.names"));
        }
        new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM).startup();
        Thread.currentThread().join();
    }

    /** Kafka's settings in an environment. */
    static Map<String, String> settings(Map<String, String> environment) {
        Map<String, String> settings = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                settings.put(
                        name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return settings;
    }
}
