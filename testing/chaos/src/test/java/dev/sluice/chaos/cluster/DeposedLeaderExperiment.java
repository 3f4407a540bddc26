package dev.sluice.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.broker.BrokerDeletionEnds;
import dev.sluice.aggregator.broker.BrokerEndOffsets;
import dev.sluice.aggregator.broker.BrokerMetadata;
import dev.sluice.aggregator.broker.LeaderEpochs;
import java.io.IOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The leader of a partition is paused until another one has confirmed a record. Then it goes on while the controller is
 * paused, and so can't read the cluster's metadata: it takes itself for the leader and reports the end before that
 * record. Starts three brokers, so it is run by hand:
 * {@code ./mvnw -pl testing/chaos -am test -Dtest=DeposedLeaderExperiment -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class DeposedLeaderExperiment {
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final TopicPartition PARTITION = new TopicPartition("file-deletions", 0);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int QUESTIONS = 20;
    private static final int CONTROLLER = 100;
    /** No leader. */
    private static final int NONE = -1;
    /** So often the same leader is reported before it counts. */
    private static final int STABLE = 5;

    private static final String HOST = "127.0.0.1";
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    @TempDir
    private Path directory;

    private final List<BrokerSettings.Address> addresses = new ArrayList<>();
    /** By id: brokers from 1, and the controller. */
    private final Map<Integer, RigProcess> processes = new HashMap<>();

    private int staleUnchecked;
    private int stale;
    private int unknown;
    private int right;

    @AfterEach
    void stop() {
        processes.values().forEach(RigProcess::close);
    }

    @Test
    void shouldNotTakeTheEndFromADeposedLeader() throws Exception {
        start();
        try (Admin all = Admin.create(client(addresses))) {
            create(all);
            for (int round = 0; round < ROUNDS; round++) {
                int leader = leader(all, Cluster.BROKERS, NONE);
                process(leader).pause();
                leader(all, Cluster.BROKERS - 1, leader);
                long end = write();
                process(CONTROLLER).pause();
                process(leader).resume();
                Map<String, Object> deposed = client(List.of(addresses.get(leader - 1)));
                for (int i = 0; i < QUESTIONS; i++) {
                    ask(deposed, end);
                }
                process(CONTROLLER).resume();
                while (!ask(deposed, end)) {
                    Thread.sleep(100);
                }
                System.out.printf(
                        "round %d, leader %d: without the check %d stale; with it %d stale, %d unknown, %d right%n",
                        round, leader, staleUnchecked, stale, unknown, right);
            }
        }
        assertThat(stale).isZero();
        assertThat(staleUnchecked)
                .as("answers of a deposed leader: without any the experiment shows nothing")
                .isPositive();
    }

    /**
     * With a new {@code Admin}, which asks any broker once for the leader, and keeps to that.
     *
     * @return whether both answers are right
     */
    private boolean ask(Map<String, Object> client, long end) {
        try (Admin admin = Admin.create(client);
                BrokerMetadata metadata = new BrokerMetadata(client, TIMEOUT)) {
            LeaderEpochs epochs = new LeaderEpochs(admin, metadata, 2, TIMEOUT);
            BrokerDeletionEnds ends = new BrokerDeletionEnds(admin, epochs, PARTITION.topic(), TIMEOUT);
            Optional<Long> unsafe = told(() -> new BrokerEndOffsets(admin, TIMEOUT).of(PARTITION));
            Optional<Long> told = told(() -> end(ends));
            staleUnchecked += unsafe.filter(offset -> offset < end).isPresent() ? 1 : 0;
            stale += told.filter(offset -> offset < end).isPresent() ? 1 : 0;
            unknown += told.isEmpty() ? 1 : 0;
            right += told.filter(offset -> offset >= end).isPresent() ? 1 : 0;
            return unsafe.equals(told) && told.filter(offset -> offset >= end).isPresent();
        }
    }

    private static long end(BrokerDeletionEnds ends) {
        return Objects.requireNonNull(ends.of(List.of(0)).get(0)).offset();
    }

    private RigProcess process(int id) {
        return Objects.requireNonNull(processes.get(id));
    }

    private interface Question {
        long ask();
    }

    private static Optional<Long> told(Question question) {
        try {
            return Optional.of(question.ask());
        } catch (BrokerEndOffsets.UnknownException e) {
            return Optional.empty();
        }
    }

    private void start() throws IOException {
        List<ServerSocket> ports = new ArrayList<>();
        for (int i = 0; i < Cluster.BROKERS + 1; i++) {
            ports.add(new ServerSocket(0));
        }
        int controller = ports.get(Cluster.BROKERS).getLocalPort();
        for (int i = 0; i < Cluster.BROKERS; i++) {
            addresses.add(new BrokerSettings.Address(HOST, ports.get(i).getLocalPort(), controller));
        }
        for (ServerSocket port : ports) {
            port.close();
        }
        String clusterId = Uuid.randomUuid().toString();
        String listener = BrokerSettings.CONTROLLER_LISTENER + "://" + HOST + ":" + controller;
        run(CONTROLLER, clusterId, Map.of("process.roles", "controller", "listeners", listener));
        for (int id = 1; id <= Cluster.BROKERS; id++) {
            String clients = "CLIENTS://" + addresses.get(id - 1).forClients();
            run(id, clusterId, Map.of("process.roles", "broker", "listeners", clients));
        }
    }

    private void run(int id, String clusterId, Map<String, String> role) throws IOException {
        Path logs = directory.resolve("logs-" + id);
        Properties settings = BrokerSettings.of(Math.min(id, Cluster.BROKERS), addresses, logs);
        settings.putAll(role);
        settings.put("node.id", Integer.toString(id));
        settings.put(
                "controller.quorum.voters",
                CONTROLLER + "@" + HOST + ":" + addresses.get(0).controller());
        if (id == CONTROLLER) {
            settings.remove("advertised.listeners");
            settings.remove("inter.broker.listener.name");
        }
        Path file = directory.resolve(id + ".properties");
        try (Writer text = Files.newBufferedWriter(file)) {
            settings.store(text, null);
        }
        List<String> command =
                new Jvm(CLASS_PATH, null).command(ClusterBroker.class.getName(), file.toString(), clusterId);
        command.add(1, "-Dlogback.configurationFile=" + Cluster.LOGGING);
        RigProcess process = new RigProcess("node-" + id, command, directory.resolve(id + ".log"));
        processes.put(id, process);
        process.start();
    }

    private static Map<String, Object> client(List<BrokerSettings.Address> to) {
        Map<String, Object> config = new HashMap<>();
        config.put(
                "bootstrap.servers",
                to.stream().map(BrokerSettings.Address::forClients).collect(Collectors.joining(",")));
        config.put("request.timeout.ms", (int) TIMEOUT.toMillis());
        return config;
    }

    /** Returns the end of the partition. */
    private long write() throws InterruptedException, ExecutionException {
        Map<String, Object> config = client(addresses);
        config.put("acks", "all");
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>(PARTITION.topic(), 0, null, new byte[] {1}))
                            .get()
                            .offset()
                    + 1;
        }
    }

    private static void create(Admin admin) throws InterruptedException {
        NewTopic topic =
                new NewTopic(PARTITION.topic(), 1, (short) Cluster.BROKERS).configs(Map.of("min.insync.replicas", "2"));
        while (true) {
            try {
                admin.createTopics(List.of(topic)).all().get();
                return;
            } catch (ExecutionException e) {
                Thread.sleep(500);
            }
        }
    }

    /** Waits for a leader that isn't the last one, with replicas in sync, and that stays. */
    private static int leader(Admin admin, int inSync, int last) throws InterruptedException {
        int seen = 0;
        int leader = last;
        while (seen < STABLE) {
            int now = leader(admin, inSync);
            seen = now == leader && now != last && now != NONE ? seen + 1 : 0;
            leader = now;
            Thread.sleep(200);
        }
        return leader;
    }

    /** Returns {@link #NONE} without a leader, or with too few replicas in sync. */
    private static int leader(Admin admin, int inSync) throws InterruptedException {
        try {
            TopicPartitionInfo partition = Objects.requireNonNull(admin.describeTopics(List.of(PARTITION.topic()))
                            .allTopicNames()
                            .get()
                            .get(PARTITION.topic()))
                    .partitions()
                    .get(0);
            Node leader = partition.leader();
            return leader == null || leader.isEmpty() || partition.isr().size() < inSync ? NONE : leader.id();
        } catch (ExecutionException e) {
            return NONE;
        }
    }
}
