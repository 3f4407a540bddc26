package dev.sluice.standalone;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fences the registration that a crashed broker left in its metadata, before the broker starts again.
 *
 * <p>A broker that crashed is, in its own metadata, still the leader of its partitions. Kafka 4.3.1 starts its
 * transaction coordinator on this stale state. When the controller fences the old registration a moment later, the
 * coordinator takes partitions without a leader for deleted ones: it completes transactions whose markers it never
 * wrote, and read_committed consumers wait at them for ever ({@code KRaftMetadataCache.getPartitionLeaderEndpoint} and
 * {@code TransactionMarkerChannelManager}).
 *
 * <p>So the controller runs alone first, until it has fenced the old registration.
 */
final class BrokerCrashRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerCrashRecovery.class);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int SESSION_MS = 500;
    /** A broker that crashed before it was registered has no registration to fence, and its log is empty. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private BrokerCrashRecovery() {}

    /** Whether the broker that last ran in this directory crashed. */
    static boolean isNeeded(Path logs) {
        return !Files.exists(logs.resolve(".kafka_cleanshutdown"));
    }

    /**
     * Runs the controller of this directory alone until it has fenced the old registration.
     *
     * @param access the settings that say who may use it, if not everyone
     */
    static void run(Path logs, Map<String, String> access) throws IOException {
        int port = BrokerPorts.choose(0).controller();
        Map<String, String> settings = new HashMap<>(BrokerConfig.controllerOnly(logs, port, SESSION_MS));
        settings.putAll(access);
        KafkaRaftServer controller = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        controller.startup();
        try {
            long deadline = System.nanoTime() + LONGEST.toNanos();
            while (!isFenced()) {
                if (System.nanoTime() - deadline > 0) {
                    LOG.warn(
                            "The controller fenced no crashed broker within {} s; starting anyway",
                            LONGEST.toSeconds());
                    return;
                }
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before the crashed broker was fenced", e);
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    /** By Kafka's own metrics: the broker is registered, and fenced. */
    private static boolean isFenced() {
        return metric("FencedBrokerCount") > 0 && metric("ActiveBrokerCount") == 0;
    }

    private static int metric(String name) {
        try {
            Object value = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("kafka.controller:type=KafkaController,name=" + name), "Value");
            return ((Number) value).intValue();
        } catch (InstanceNotFoundException e) {
            // Not registered yet.
            return -1;
        } catch (JMException e) {
            throw new IllegalStateException("Kafka's metric " + name + " can't be read", e);
        }
    }
}
