package dev.sluice.chaos.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A broker and controller of a cluster, in a separate process. */
final class ClusterBroker {
    private ClusterBroker() {}

    /**
     * Runs in the new process.
     *
     * @param args a file with Kafka's settings, and the id of the cluster
     */
    public static void main(String[] args) throws Exception {
        Exit.setExitProcedure((status, message) -> Runtime.getRuntime().halt(status));
        KafkaConfig config = new KafkaConfig(read(Path.of(args[0])), false);
        Path logs = Path.of(config.logDirs().get(0));
        if (!Files.exists(logs.resolve("meta.properties"))) {
            format(logs, config.nodeId(), args[1]);
        }
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.shutdown();
            server.awaitShutdown();
        }));
        server.awaitShutdown();
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            properties.load(text);
        }
        return properties;
    }

    /** Kafka declares no narrower exception. */
    private static void format(Path logs, int nodeId, String clusterId) throws Exception {
        Files.createDirectories(logs);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false))
                .setNodeId(nodeId)
                .setClusterId(clusterId)
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .addDirectory(logs.toString())
                .setMetadataLogDirectory(logs.toString())
                .run();
    }
}
