package dev.sluice.chaos.cluster;

import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.schemas.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/** Three brokers and two instances of each service, each in a separate process. */
public final class Cluster {
    public static final int BROKERS = 3;
    private static final int INSTANCES = 2;
    /** Memory that is allocated on write. */
    private static final String STATE_SIZE = "512m";

    private static final String LOG_SIZE = "3g";
    /** Log settings on the class path: the logs must contain what is counted. */
    static final String LOGGING = "chaos-logback.xml";

    private final Path directory;
    private final Network network;
    private final boolean ownDisks;
    private final Map<String, RigProcess> processes = new LinkedHashMap<>();
    private final Map<String, StateDisk> disks = new LinkedHashMap<>();
    private final Map<String, URI> addresses = new LinkedHashMap<>();
    private final List<BrokerSettings.Address> brokers = new ArrayList<>();
    private boolean closed;

    private Cluster(Path directory, Network network, boolean ownDisks) {
        this.directory = directory;
        this.network = network;
        this.ownDisks = ownDisks;
    }

    /**
     * Starts an instance, without waiting until it is ready.
     *
     * @param directory of its data and logs
     * @param ownDisks whether brokers and stateful services get separate file systems
     * @param mainClasses replacements for the main classes of roles
     * @param cleanUp kills and unmounts everything
     */
    public static Cluster start(
            Path directory, Network network, boolean ownDisks, Jvm jvm, Map<Role, String> mainClasses, CleanUp cleanUp)
            throws IOException {
        Cluster cluster = new Cluster(directory, network, ownDisks);
        cleanUp.add(cluster::close);
        cluster.prepare(jvm, mainClasses);
        // Instances that are closed meanwhile don't start.
        cluster.processes.values().forEach(RigProcess::start);
        return cluster;
    }

    /** The names of all instances. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Role role : Role.values()) {
            names.addAll(namesOf(role));
        }
        return names;
    }

    /** The number of instances of a role. */
    public static int instances(Role role) {
        return role == Role.BROKER ? BROKERS : INSTANCES;
    }

    public static List<String> namesOf(Role role) {
        return IntStream.rangeClosed(1, instances(role))
                .mapToObj(role::instance)
                .toList();
    }

    /** The topics that the services create. */
    public static Topics topics() {
        return TopicSettings.read(new Settings(Map.of()));
    }

    public RigProcess process(String name) {
        return Objects.requireNonNull(processes.get(name), name);
    }

    public List<RigProcess> processes() {
        return List.copyOf(processes.values());
    }

    public StateDisk disk(String name) {
        return Objects.requireNonNull(disks.get(name), name);
    }

    public Network network() {
        return network;
    }

    /** The addresses of a service's instances. */
    public List<URI> addresses(Role role) {
        return namesOf(role).stream()
                .map(name -> Objects.requireNonNull(addresses.get(name), name))
                .toList();
    }

    public String bootstrapServers() {
        return brokers.stream().map(BrokerSettings.Address::forClients).collect(Collectors.joining(","));
    }

    private synchronized void close() {
        closed = true;
        processes.values().forEach(RigProcess::close);
        disks.values().forEach(StateDisk::close);
    }

    private synchronized void prepare(Jvm jvm, Map<Role, String> mainClasses) throws IOException {
        if (closed) {
            throw new IOException("the rig is being stopped");
        }
        prepareBrokers(jvm);
        prepareServices(jvm, mainClasses);
    }

    private void prepareBrokers(Jvm jvm) throws IOException {
        String clusterId = Uuid.randomUuid().toString();
        int[] ports = freePorts(2 * BROKERS);
        List<String> names = namesOf(Role.BROKER);
        for (int i = 0; i < BROKERS; i++) {
            brokers.add(new BrokerSettings.Address(network.host(names.get(i)), ports[2 * i], ports[2 * i + 1]));
        }
        for (int i = 0; i < BROKERS; i++) {
            String name = names.get(i);
            disks.put(name, disk(directory.resolve(name), LOG_SIZE));
            Path file = directory.resolve(name + ".properties");
            try (Writer text = Files.newBufferedWriter(file)) {
                Properties properties = BrokerSettings.of(i + 1, brokers, directory.resolve(name));
                properties.store(text, null);
            }
            List<String> command = jvm.command(Role.BROKER.mainClass(), file.toString(), clusterId);
            command.add(1, "-Dlogback.configurationFile=" + LOGGING);
            add(name, command);
        }
    }

    private void prepareServices(Jvm jvm, Map<Role, String> mainClasses) throws IOException {
        List<Role> services = List.of(Role.GATEWAY, Role.SPLITTER, Role.AGGREGATOR, Role.RESULTS);
        int[] ports = freePorts(services.stream().mapToInt(Cluster::instances).sum());
        int next = 0;
        for (Role role : services) {
            for (String name : namesOf(role)) {
                addresses.put(name, URI.create("http://" + network.host(name) + ":" + ports[next++]));
            }
        }
        ServiceSettings settings = new ServiceSettings(bootstrapServers(), addresses(Role.AGGREGATOR));
        for (Role role : services) {
            for (String name : namesOf(role)) {
                Path state = directory.resolve(name);
                if (role == Role.SPLITTER || role == Role.AGGREGATOR) {
                    disks.put(name, disk(state, STATE_SIZE));
                }
                String[] arguments = settings.of(role, Objects.requireNonNull(addresses.get(name)), state)
                        .toArray(String[]::new);
                add(name, jvm.command(mainClasses.getOrDefault(role, role.mainClass()), arguments));
            }
        }
    }

    private StateDisk disk(Path path, String size) throws IOException {
        return ownDisks ? StateDisk.mounted(path, size) : StateDisk.plain(path);
    }

    private void add(String name, List<String> command) {
        processes.put(name, new RigProcess(name, network.command(name, command), directory.resolve(name + ".log")));
    }

    /** Free ports; all are open at once, so that they differ. */
    private static int[] freePorts(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0));
            }
            return sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            for (ServerSocket socket : sockets) {
                close(socket);
            }
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
