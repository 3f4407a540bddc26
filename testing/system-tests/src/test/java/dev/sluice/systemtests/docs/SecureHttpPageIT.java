package dev.sluice.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.ClientKey;
import dev.sluice.client.ClientSettings;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.UnavailableException;
import dev.sluice.client.tls.ServerTrust;
import dev.sluice.systemtests.support.FreePorts;
import dev.sluice.systemtests.support.Programs;
import dev.sluice.systemtests.support.Repository;
import dev.sluice.systemtests.support.ServiceProcess;
import dev.sluice.systemtests.support.SluiceProbe;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about TLS, followed by its reader: certificates of OpenSSL, and of the JDK. */
class SecureHttpPageIT {
    static final Path PAGE = Repository.ROOT.resolve("docs/how-to/secure-http.md");

    private static final String EXPORT = "export ";
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);

    private final int port = FreePorts.next();
    private final URI url = URI.create("https://localhost:" + port);
    private List<ShellBlock> blocks;
    private PageCommands commands;

    @TempDir
    private Path directory;

    @BeforeEach
    void read() {
        Programs.require("curl");
        blocks = ShellBlock.in(PAGE);
        commands = new PageCommands(new SluiceProbe(url, "localhost:1"), directory, "python3", Map.of());
    }

    @Test
    void shouldLeadToASluiceThatSpeaksTls() throws Exception {
        Programs.require("openssl");
        commands.run(blocks.get(0).script());
        commands.run(blocks.get(1)
                .only(command -> !command.startsWith("./sluice up "))
                .script());
        Map<String, String> environment = exports(blocks.get(1));
        environment.put(
                "SLUICE_ACCESS_KEYS_FILE", directory.resolve("keys.json").toString());

        try (ServiceProcess up = ServiceProcess.up(directory, port, environment)) {
            ClientKey key = ClientKey.of(Files.readString(directory.resolve("lab.key")));
            awaitReady(directory.resolve("ca.crt"), key, up);

            assertThat(commands.run(blocks.get(2).script()))
                    .contains("\"file_id\":", "sensor_data_with_errors.csv", "sensor_data.csv");
        }
        assertThat(blocks).hasSize(4);
    }

    @Test
    void shouldLeadToAKeyStore() throws Exception {
        commands.run(blocks.get(3).script());

        try (ServiceProcess up = ServiceProcess.up(directory, port, exports(blocks.get(3)))) {
            awaitReady(directory.resolve("server-ca.crt"), ClientKey.NONE, up);
        }
    }

    private void awaitReady(Path authority, ClientKey key, ServiceProcess up) throws Exception {
        SluiceClient client = new SluiceClient(ClientSettings.of(url)
                .withPatience(Duration.ofMinutes(5))
                .withKey(key)
                .withTrust(ServerTrust.of(authority)));
        while (true) {
            try {
                client.awaitReady();
                return;
            } catch (UnavailableException notListening) {
                assertThat(up.isAlive()).as("%s", Files.readString(up.log())).isTrue();
                LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
            }
        }
    }

    /** What the commands of a block export. */
    private Map<String, String> exports(ShellBlock block) {
        Map<String, String> all = new HashMap<>();
        block.commands().stream()
                .filter(command -> command.startsWith(EXPORT))
                .map(command -> command.substring(EXPORT.length()).split("=", 2))
                .forEach(each -> all.put(each[0], each[1].replace("$PWD", directory.toString())));
        return all;
    }
}
