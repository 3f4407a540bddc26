package dev.sluice.systemtests.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.query.FileStatus;
import dev.sluice.standalone.InvalidUsersException;
import dev.sluice.standalone.Sluice;
import dev.sluice.systemtests.support.FreePorts;
import dev.sluice.systemtests.support.Programs;
import dev.sluice.systemtests.support.ServiceProcess;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Sluice whose broker has users: Kafka's tools need a password, and Sluice itself has one, too. */
class BrokerUsersIT {
    private static final String CSV = "timestamp,sensor_id,value\n2026-01-01T00:00:00Z,a,1\n";

    private static final String LAB = "lab:one-password";
    private static final Set<TopicPartition> RESULTS = Set.of(new TopicPartition("sluice.file-results", 0));

    @TempDir
    private static Path directory;

    private static Path users;
    private static Sluice sluice;
    private static SluiceProbe probe;

    @BeforeAll
    static void start() throws Exception {
        users = directory.resolve("broker users.txt");
        writeUsers("# Producers\nlab one-password\n");
        sluice = Sluice.start(directory.resolve("data"), 0, 0, users, Map.of());
        probe = new SluiceProbe(sluice.url(), sluice.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        sluice.close();
    }

    @Test
    void shouldProcessFilesItself() {
        String id = SluiceProbe.fileId(probe.uploadRaw("a.csv", CSV.getBytes(UTF_8)));

        assertThat(probe.awaitEnd(id).status()).isEqualTo(FileStatus.PROCESSED);
    }

    @Test
    void shouldTakeRecordsOfItsUsersAlone() throws Exception {
        Programs.require("kcat");
        Path file = Files.writeString(directory.resolve("kcat.csv"), CSV);

        assertThat(kcat("", "-P", "-t", "sluice.raw-chunks", file.toString())).isNotEqualTo(0);
        assertThat(kcat("lab:a-guess-of-it", "-P", "-t", "sluice.raw-chunks", file.toString()))
                .isNotEqualTo(0);
        assertThat(kcat("stranger:one-password", "-P", "-t", "sluice.raw-chunks", file.toString()))
                .isNotEqualTo(0);
        assertThat(kcat("sluice:one-password", "-P", "-t", "sluice.raw-chunks", file.toString()))
                .isNotEqualTo(0);

        assertThat(kcat(LAB, "-P", "-t", "sluice.raw-chunks", file.toString())).isEqualTo(0);
        assertThat(probe.awaitEnd(probe.awaitFile("file_id", "")).status()).isEqualTo(FileStatus.PROCESSED);
    }

    @Test
    void shouldHaveTheRightsOfAProducer() throws Exception {
        try (Admin admin = Admin.create(client("lab", "one-password"));
                KafkaConsumer<String, String> member = new KafkaConsumer<>(
                        group("sluice.aggregator"), new StringDeserializer(), new StringDeserializer());
                KafkaConsumer<String, String> reader =
                        new KafkaConsumer<>(group("mine"), new StringDeserializer(), new StringDeserializer())) {
            assertThat(admin.listTopics().names().get()).contains("sluice.raw-chunks", "sluice.file-results");
            assertThatThrownBy(() -> admin.deleteTopics(List.of("sluice.raw-chunks"))
                            .all()
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            assertThat(kcat(LAB, "-P", "-t", "sluice.file-events", users.toString()))
                    .isNotEqualTo(0);

            assertThat(reader.committed(RESULTS)).isNotNull();
            assertThatThrownBy(() -> member.committed(RESULTS)).isInstanceOf(GroupAuthorizationException.class);
        }
    }

    /** The controller's port is as open as the broker's. */
    @Test
    void shouldNotBeOpenAtAnyOtherPort() throws Exception {
        Set<Integer> ports = portsOfThisProcess();
        assertThat(ports).hasSizeGreaterThanOrEqualTo(3);
        for (int port : ports) {
            for (String way : List.of("bootstrap.servers", "bootstrap.controllers")) {
                Map<String, Object> settings =
                        Map.of(way, "127.0.0.1:" + port, "default.api.timeout.ms", 2000, "request.timeout.ms", 1000);
                try (Admin admin = Admin.create(settings)) {
                    assertThatThrownBy(() -> admin.describeCluster().nodes().get())
                            .as(way + " at port " + port)
                            .isInstanceOf(ExecutionException.class);
                }
            }
        }
    }

    @Test
    void shouldReadTheFileAgainWithEachSignIn() throws Exception {
        writeUsers("lab one-password\nnew two-passwords\n");
        try (Admin admin = Admin.create(client("new", "two-passwords"))) {
            assertThat(admin.listTopics().names().get()).contains("sluice.raw-chunks");
        }
        writeUsers("no password here\n");
        try (Admin admin = Admin.create(client("new", "two-passwords"))) {
            assertThat(admin.listTopics().names().get()).contains("sluice.raw-chunks");
        }
        writeUsers("lab one-password\n");
        try (Admin admin = Admin.create(client("new", "two-passwords"))) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void shouldNotStartWithAFileThatOthersMayRead() throws Exception {
        Path open = Files.writeString(directory.resolve("open.txt"), "lab one-password\n");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> Sluice.start(directory.resolve("other"), 0, 0, open, Map.of()))
                .isInstanceOf(InvalidUsersException.class)
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining("one-password");
    }

    /** The command's option, and a start after a crash, when the controller runs alone first. */
    @Test
    void shouldRunFromTheCommandLineAndAfterACrash() throws Exception {
        Path home = Files.createDirectory(directory.resolve("up"));
        int port = FreePorts.next();
        try (ServiceProcess up = ServiceProcess.up(home, port, Map.of(), "--broker-users", users.toString())) {
            SluiceProbe running = new SluiceProbe(URI.create("http://127.0.0.1:" + port), "localhost:1");
            running.awaitReady(up);
            String id = SluiceProbe.fileId(running.uploadRaw("a.csv", CSV.getBytes(UTF_8)));
            up.kill();
            up.restart();
            running.awaitReady(up);
            assertThat(running.awaitEnd(id).status()).isEqualTo(FileStatus.PROCESSED);
            assertThat(Files.readString(up.log())).contains("users    ").doesNotContain("one-password");
        }
    }

    /** At which it listens, as Linux tells. */
    private static Set<Integer> portsOfThisProcess() throws IOException {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            for (Path each : open.filter(Files::isSymbolicLink).toList()) {
                try {
                    sockets.add(Files.readSymbolicLink(each).toString().replaceAll("\\D", ""));
                } catch (NoSuchFileException closed) {
                    continue;
                }
            }
        }
        Set<Integer> ports = new HashSet<>();
        for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] columns = line.strip().split("\\s+");
                if (columns[3].equals("0A") && sockets.contains(columns[9])) {
                    ports.add(Integer.parseInt(columns[1].substring(columns[1].lastIndexOf(':') + 1), 16));
                }
            }
        }
        return ports;
    }

    private static void writeUsers(String text) throws IOException {
        Path next = users.resolveSibling("next");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(next, text);
        Files.move(next, users, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Map<String, Object> client(String user, String password) {
        return new HashMap<>(Map.of(
                "bootstrap.servers",
                sluice.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                SecuredBroker.signIn(user, password)));
    }

    private static Map<String, Object> group(String name) {
        Map<String, Object> settings = client("lab", "one-password");
        settings.put("group.id", name);
        return settings;
    }

    /** @param user name and password; empty for none */
    private static int kcat(String user, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("kcat", "-b", sluice.bootstrapServers()));
        if (!user.equals(LAB)) {
            // It would try for minutes.
            command.addAll(List.of("-X", "message.timeout.ms=5000", "-m", "5"));
        }
        if (!user.isEmpty()) {
            String[] parts = user.split(":");
            command.addAll(List.of(
                    "-X",
                    "security.protocol=SASL_PLAINTEXT",
                    "-X",
                    "sasl.mechanism=PLAIN",
                    "-X",
                    "sasl.username=" + parts[0],
                    "-X",
                    "sasl.password=" + parts[1]));
        }
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .onExit()
                .join()
                .exitValue();
    }
}
