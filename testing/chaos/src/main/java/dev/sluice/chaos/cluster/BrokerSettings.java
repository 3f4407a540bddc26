package dev.sluice.chaos.cluster;

import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** The settings of a cluster of combined brokers and controllers, under Kafka's own names. */
final class BrokerSettings {
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private BrokerSettings() {}

    /**
     * The addresses of a broker.
     *
     * @param clients the port for clients and other brokers
     * @param controller the port for other controllers
     */
    record Address(String host, int clients, int controller) {
        String forClients() {
            return host + ":" + clients;
        }
    }

    /**
     * The settings of one broker.
     *
     * @param id from 1
     * @param all the addresses of all brokers, in the order of their ids
     */
    static Properties of(int id, List<Address> all, Path logs) {
        Address own = all.get(id - 1);
        String clients = "CLIENTS://" + own.forClients();
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(id));
        properties.put("controller.quorum.voters", voters(all));
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        properties.put("listeners", clients + "," + CONTROLLER_LISTENER + "://" + own.host() + ":" + own.controller());
        properties.put("advertised.listeners", clients);
        properties.put("inter.broker.listener.name", "CLIENTS");
        properties.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        properties.put("log.dirs", logs.toString());
        properties.put("auto.create.topics.enable", "false");
        properties.put("message.max.bytes", Integer.toString(2 * Topics.MAX_RECORD_BYTES));
        replicated(properties);
        properties.put("offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE));
        // How soon the partitions of a dead broker get new leaders.
        properties.put("broker.session.timeout.ms", "3000");
        properties.put("broker.heartbeat.interval.ms", "500");
        properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        properties.put("group.initial.rebalance.delay.ms", "0");
        // Three brokers share a machine.
        properties.put("log.cleaner.dedupe.buffer.size", "2097152");
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("background.threads", "2");
        return properties;
    }

    /** As docs/reference/configuration.md demands. */
    private static void replicated(Properties properties) {
        properties.put("default.replication.factor", "3");
        properties.put("min.insync.replicas", "2");
        for (String topic : List.of("offsets.topic.", "transaction.state.log.", "share.coordinator.state.topic.")) {
            properties.put(topic + "replication.factor", "3");
            properties.put(topic + "num.partitions", "4");
        }
        properties.put("transaction.state.log.min.isr", "2");
        properties.put("share.coordinator.state.topic.min.isr", "2");
    }

    private static String voters(List<Address> all) {
        return all.stream()
                .map(address -> (all.indexOf(address) + 1) + "@" + address.host() + ":" + address.controller())
                .collect(Collectors.joining(","));
    }
}
