package dev.sluice.standalone;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that ended without a good-bye is, in its own metadata, still the leader of its partitions. Kafka 4.3.1 then
 * starts its transaction coordinator on that old word, and when the controller notices, a moment later, that the old
 * broker is gone, the coordinator takes partitions without a leader for deleted ones: it declares transactions complete
 * whose markers it never wrote, and whoever reads committed records waits at them for ever
 * ({@code KRaftMetadataCache.getPartitionLeaderEndpoint} and {@code TransactionMarkerChannelManager}).
 *
 * <p>So the controller runs alone first, until it has noticed. Then there is no old word for the broker to start on.
 */
final class CrashedBroker {
    private static final Logger LOG = LoggerFactory.getLogger(CrashedBroker.class);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int SESSION_MS = 500;
    /** A broker that crashed before it was ever registered has nothing to be buried, and nothing was in it. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private CrashedBroker() {}

    /** Whether the broker that last ran in this directory crashed. */
    static boolean wasIn(Path logs) {
        return !Files.exists(logs.resolve(".kafka_cleanshutdown"));
    }

    /** Runs the controller of this directory until it takes the old broker for gone. */
    static void bury(Path logs) throws IOException {
        int port = BrokerPorts.choose(0).controller();
        KafkaRaftServer controller = new KafkaRaftServer(
                new KafkaConfig(BrokerConfig.controllerOnly(logs, port, SESSION_MS), false), Time.SYSTEM);
        controller.startup();
        try {
            long deadline = System.nanoTime() + LONGEST.toNanos();
            while (!isBuried()) {
                if (System.nanoTime() - deadline > 0) {
                    LOG.warn(
                            "The controller knows of no broker that crashed after {} s; starting all the same",
                            LONGEST.toSeconds());
                    return;
                }
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the old broker was still taken for alive", e);
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    /** Kafka's own metrics: the broker is known to the controller, and known to be gone. */
    private static boolean isBuried() {
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
