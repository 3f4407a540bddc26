package dev.sluice.standalone;

import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.Map;

/** The settings that fit Kafka's server into one process on one machine, under Kafka's own names. */
public final class BrokerConfig {
    public static final int NODE_ID = 1;
    public static final String CONTROLLER_LISTENER = "CONTROLLER";
    static final String CLIENT_LISTENER = "CLIENTS";

    static final String HOST = "127.0.0.1";

    private BrokerConfig() {}

    /** The settings of a combined broker and controller that listens on loopback and keeps its data in a directory. */
    public static Map<String, String> of(Path logs, BrokerPorts ports) {
        String clients = CLIENT_LISTENER + "://" + bootstrapServers(ports);
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(NODE_ID)),
                Map.entry("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + ports.controller()),
                Map.entry("controller.listener.names", CONTROLLER_LISTENER),
                Map.entry("listeners", clients + "," + CONTROLLER_LISTENER + "://" + HOST + ":" + ports.controller()),
                Map.entry("advertised.listeners", clients),
                Map.entry("inter.broker.listener.name", CLIENT_LISTENER),
                Map.entry(
                        "listener.security.protocol.map",
                        CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT"),
                Map.entry("log.dirs", logs.toString()),
                // The services create their topics themselves, with the number of partitions.
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("message.max.bytes", Integer.toString(2 * Topics.MAX_RECORD_BYTES)),
                // Kafka's internal topics, on a single broker.
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                // Offsets never expire: however long Sluice was off, it continues where it stopped.
                Map.entry("offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE)),
                // Broker and controller start and end together, and BrokerCrashRecovery fences a crashed broker, so
                // missing heartbeats mean a busy machine. Fencing the broker for that would leave its partitions
                // without
                // leaders for a moment, with the consequences that BrokerCrashRecovery describes.
                Map.entry("broker.session.timeout.ms", "3600000"),
                // A crashed service's open transaction blocks read_committed consumers until it is aborted.
                Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
                // The retry interval for adding a partition to a transaction while the previous one is being completed:
                // each commit waits for that, and Kafka's 20 ms are meant for remote coordinators.
                Map.entry("add.partitions.to.txn.retry.backoff.ms", "1"),
                // The groups have no other members to wait for.
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // Memory and threads for one machine.
                Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"),
                Map.entry("background.threads", "2"));
    }

    /** The settings of the controller alone. */
    static Map<String, String> controllerOnly(Path logs, int port, int sessionMs) {
        String listener = CONTROLLER_LISTENER + "://" + HOST + ":" + port;
        return Map.of(
                "process.roles",
                "controller",
                "node.id",
                Integer.toString(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@" + HOST + ":" + port,
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "listeners",
                listener,
                "listener.security.protocol.map",
                CONTROLLER_LISTENER + ":PLAINTEXT",
                "log.dirs",
                logs.toString(),
                "broker.session.timeout.ms",
                Integer.toString(sessionMs));
    }

    /** The address for clients. */
    public static String bootstrapServers(BrokerPorts ports) {
        return HOST + ":" + ports.clients();
    }
}
