package dev.sluice.standalone;

import dev.sluice.runtime.PrivateDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's server inside this JVM: one node, combined broker and controller, on loopback only. Acknowledged data is in
 * its directory and available after the next start, on any port, however this process ended.
 *
 * <p>A fault that Kafka considers fatal (a full disk, for example) ends the process at once with Kafka's exit code:
 * without a broker nothing can be accepted or counted.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private final String bootstrapServers;
    private final @Nullable BrokerAccess access;
    private final DirectoryLock lock;
    private final KafkaRaftServer server;
    private boolean closed;

    private EmbeddedBroker(
            String bootstrapServers, @Nullable BrokerAccess access, DirectoryLock lock, KafkaRaftServer server) {
        this.bootstrapServers = bootstrapServers;
        this.access = access;
        this.lock = lock;
        this.server = server;
    }

    /** Starts a broker that every program of this machine may use. */
    public static EmbeddedBroker start(Path directory, int port) {
        return start(directory, port, null);
    }

    /**
     * Starts a broker and returns when it answers.
     *
     * @param directory where it keeps its data, in {@code broker}; created and formatted if necessary
     * @param port for clients, or 0 for a free one; may differ between starts
     * @param access who may use it; null for everyone
     * @throws DataDirectoryException if another broker runs in the directory, or it is unusable
     * @throws PortInUseException if the port is taken
     */
    static EmbeddedBroker start(Path directory, int port, @Nullable BrokerAccess access) {
        // Kafka would wait in System.exit for shutdown hooks, and these for the thread that is waiting there.
        Exit.setExitProcedure((status, message) -> Runtime.getRuntime().halt(status));
        try {
            DirectoryLock lock = DirectoryLock.claim(directory.toAbsolutePath());
            try {
                BrokerPorts ports = BrokerPorts.choose(port);
                return new EmbeddedBroker(
                        BrokerConfig.bootstrapServers(ports),
                        access,
                        lock,
                        run(directory.toAbsolutePath(), ports, access == null ? Map.of() : access.ofBroker()));
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw DataDirectoryException.unusable(directory, e);
        }
    }

    /** The bootstrap server for clients: host and port. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops the broker in an orderly way and unlocks its directory. A second call has no effect. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        server.shutdown();
        server.awaitShutdown();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings of Sluice's own clients: where the broker is, and how they sign in. */
    Map<String, Object> client() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.putAll(access == null ? Map.of("security.protocol", "PLAINTEXT") : access.ofClient());
        return settings;
    }

    private static KafkaRaftServer run(Path directory, BrokerPorts ports, Map<String, String> access)
            throws IOException {
        Path logs = directory.resolve("broker");
        if (!Files.exists(logs.resolve("meta.properties"))) {
            format(logs);
        } else if (BrokerCrashRecovery.isNeeded(logs)) {
            BrokerCrashRecovery.run(logs, access);
        }
        Map<String, String> settings = new HashMap<>(BrokerConfig.of(logs, ports));
        settings.putAll(access);
        KafkaConfig config = new KafkaConfig(settings, false);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
        return server;
    }

    /** Formats a directory for a broker and controller of a new cluster. */
    private static void format(Path logs) throws IOException {
        var unused = PrivateDirectory.create(logs);
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false))
                    .setNodeId(BrokerConfig.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(BrokerConfig.CONTROLLER_LISTENER)
                    .addDirectory(logs.toString())
                    .setMetadataLogDirectory(logs.toString())
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            // Kafka declares no narrower type.
            throw new IllegalStateException("the broker's directory " + logs + " can't be formatted", e);
        }
    }
}
