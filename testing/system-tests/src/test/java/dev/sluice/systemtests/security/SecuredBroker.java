package dev.sluice.systemtests.security;

import dev.sluice.standalone.BrokerConfig;
import dev.sluice.standalone.BrokerPorts;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Kafka's server in this JVM, broker and controller in one, as an operator would secure it: clients come over TLS and
 * sign in with SCRAM-SHA-512, and only {@link #ADMIN} may do what no ACL allows.
 */
final class SecuredBroker implements AutoCloseable {
    static final String ADMIN = "admin";

    private static final String BROKER = "broker";
    private static final String MECHANISM = "SCRAM-SHA-512";

    private final KafkaRaftServer server;
    private final BrokerPorts ports;
    private final SelfSignedCertificate certificate;

    private SecuredBroker(KafkaRaftServer server, BrokerPorts ports, SelfSignedCertificate certificate) {
        this.server = server;
        this.ports = ports;
        this.certificate = certificate;
    }

    /** @param users beside the administrator; the password of each is made of its name */
    static SecuredBroker start(Path directory, List<String> users) throws Exception {
        Files.createDirectories(directory);
        SelfSignedCertificate certificate = SelfSignedCertificate.in(directory);
        Path logs = directory.resolve("logs");
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false))
                .setNodeId(BrokerConfig.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(BrokerConfig.CONTROLLER_LISTENER)
                .setDirectories(List.of(logs.toString()))
                .setMetadataLogDirectory(logs.toString())
                .setScramArguments(Stream.concat(Stream.of(ADMIN, BROKER), users.stream())
                        .map(user -> MECHANISM + "=[name=" + user + ",password=" + password(user) + "]")
                        .toList());
        formatter.run();
        BrokerPorts ports = BrokerPorts.choose(0);
        KafkaRaftServer server =
                new KafkaRaftServer(new KafkaConfig(config(logs, ports, certificate), false), Time.SYSTEM);
        server.startup();
        return new SecuredBroker(server, ports, certificate);
    }

    String bootstrapServers() {
        return BrokerConfig.bootstrapServers(ports);
    }

    SelfSignedCertificate certificate() {
        return certificate;
    }

    /** What a client of that user is to be set up with, under Kafka's own names. */
    Map<String, Object> client(String user) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                MECHANISM,
                "sasl.jaas.config",
                signIn(user, password(user)),
                "ssl.truststore.location",
                certificate.trustStore().toString(),
                "ssl.truststore.password",
                SelfSignedCertificate.PASSWORD);
    }

    /** What a service of that user is to be set up with, as docs/how-to/secure-kafka.md says. */
    Map<String, String> environment(String user) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
        environment.put("SPRING_KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        environment.put("SPRING_KAFKA_PROPERTIES_SASL_MECHANISM", MECHANISM);
        environment.put("SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", signIn(user, password(user)));
        environment.put("SPRING_KAFKA_SSL_TRUST_STORE_LOCATION", "file:" + certificate.trustStore());
        environment.put("SPRING_KAFKA_SSL_TRUST_STORE_PASSWORD", SelfSignedCertificate.PASSWORD);
        return environment;
    }

    static String signIn(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static String password(String user) {
        return "password-of-" + user;
    }

    private static Map<String, String> config(Path logs, BrokerPorts ports, SelfSignedCertificate certificate) {
        Map<String, String> config = new HashMap<>(BrokerConfig.of(logs, ports));
        config.put("listener.security.protocol.map", "CLIENTS:SASL_SSL," + BrokerConfig.CONTROLLER_LISTENER + ":SSL");
        config.put("sasl.enabled.mechanisms", MECHANISM);
        config.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
        config.put("listener.name.clients.scram-sha-512.sasl.jaas.config", signIn(BROKER, password(BROKER)));
        config.put("ssl.keystore.location", certificate.keyStore().toString());
        config.put("ssl.keystore.password", SelfSignedCertificate.PASSWORD);
        config.put("ssl.truststore.location", certificate.trustStore().toString());
        config.put("ssl.truststore.password", SelfSignedCertificate.PASSWORD);
        // Broker and controller know each other by their certificates: SCRAM's passwords are in the metadata, which a
        // broker reads from the controller.
        config.put("listener.name.controller.ssl.client.auth", "required");
        config.put("authorizer.class.name", RecordingAuthorizer.class.getName());
        config.put("allow.everyone.if.no.acl.found", "false");
        config.put("super.users", "User:" + ADMIN + ";User:" + BROKER + ";" + SelfSignedCertificate.PRINCIPAL);
        return config;
    }
}
