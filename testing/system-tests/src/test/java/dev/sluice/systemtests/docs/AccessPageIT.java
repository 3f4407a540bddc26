package dev.sluice.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.SluiceClient;
import dev.sluice.standalone.Sluice;
import dev.sluice.systemtests.support.FreePorts;
import dev.sluice.systemtests.support.Programs;
import dev.sluice.systemtests.support.Repository;
import dev.sluice.systemtests.support.SluiceProbe;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages about keys and people, followed by their reader from the first command to the last. */
class AccessPageIT {
    static final Path PAGE = Repository.ROOT.resolve("docs/how-to/access.md");
    static final Path PEOPLE = Repository.ROOT.resolve("docs/how-to/people.md");

    @Test
    void shouldLeadToAClientThatMayUploadButNotDelete(@TempDir Path directory) throws Exception {
        Programs.require("curl");
        Programs.require("jq");
        List<ShellBlock> blocks = ShellBlock.in(PAGE).stream()
                .map(block -> block.only(command -> !command.startsWith("./sluice up ")))
                .toList();
        int port = FreePorts.next();
        PageCommands commands = new PageCommands(
                new SluiceProbe(URI.create("http://localhost:" + port), "localhost:1"), directory, "python3", Map.of());
        commands.run(blocks.get(0).script());

        String keysFile = directory.resolve("keys.json").toString();
        try (Sluice sluice =
                Sluice.start(directory.resolve("data"), port, 0, Map.of("sluice.access.keys-file", keysFile))) {
            new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();

            assertThat(commands.run(blocks.get(1).script())).contains("sensor_data.csv", "\"file_id\":", "\"files\":[");
            assertThat(commands.run(blocks.get(2).script()))
                    .contains("\"code\":\"forbidden\"", "with the right delete", "found the key \\\"lab\\\"");
            assertThat(commands.run(blocks.get(3).script()))
                    .contains("admin", "1 of lab revoked, 2 keys left", "sensor_data.csv");
            assertThat(commands.run(blocks.get(4).script())).contains("field-team");
        }
        assertThat(blocks).hasSize(5);
    }

    @Test
    void shouldLeadToAPersonWhoMayUploadButNotDelete(@TempDir Path directory) throws Exception {
        Programs.require("curl");
        Programs.require("jq");
        List<ShellBlock> blocks = ShellBlock.in(PEOPLE).stream()
                .map(block -> block.only(
                        command -> !command.startsWith("./sluice up") && !command.startsWith("export SLUICE_")))
                .toList();
        int port = FreePorts.next();
        PageCommands commands = new PageCommands(
                new SluiceProbe(URI.create("http://localhost:" + port), "localhost:1"), directory, "python3", Map.of());

        String usersFile = directory.resolve("users.json").toString();
        try (Sluice sluice =
                Sluice.start(directory.resolve("data"), port, 0, Map.of("sluice.access.users-file", usersFile))) {
            new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();
            assertThat(sluice.firstOperatorLink().getFragment()).startsWith("token=slc_");

            assertThat(commands.run(blocks.get(1).script())).contains("lab", "read,write");
            assertThat(commands.run(blocks.get(2).script()))
                    .contains("\"file_id\":", "\"code\":\"forbidden\"", "\"code\":\"csrf-token\"");
            assertThat(commands.run(blocks.get(3).script()))
                    .contains("\"name\":\"lab\"", "lab has another password", "lab is signed out", "lab is removed");
        }
        assertThat(blocks).hasSize(5);
    }
}
