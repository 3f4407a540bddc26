package dev.sluice.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.query.FileStatus;
import dev.sluice.standalone.Sluice;
import dev.sluice.systemtests.support.FreePorts;
import dev.sluice.systemtests.support.Programs;
import dev.sluice.systemtests.support.Repository;
import dev.sluice.systemtests.support.SluiceProbe;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about the embedded broker's users, followed by its reader. */
class BrokerUsersPageIT {
    static final Path PAGE = Repository.ROOT.resolve("docs/how-to/broker-users.md");

    @Test
    void shouldLeadToAProducerWithAPassword(@TempDir Path directory) throws Exception {
        Programs.require("kcat");
        Programs.require("openssl");
        List<ShellBlock> blocks = ShellBlock.in(PAGE);
        int port = FreePorts.next();
        SluiceProbe probe = new SluiceProbe(URI.create("http://localhost:" + port), "127.0.0.1:" + (port + 1));
        PageCommands commands = new PageCommands(probe, directory, "python3", Map.of());
        commands.run(blocks.get(0)
                .only(command -> !command.startsWith("./sluice up "))
                .script());

        try (Sluice sluice =
                Sluice.start(directory.resolve("data"), port, port + 1, directory.resolve("broker-users"), Map.of())) {
            commands.run(blocks.get(1).script());
            String id = probe.awaitFile("file_id", "");

            assertThat(sluice.bootstrapServers()).isEqualTo(probe.bootstrapServers());
            assertThat(probe.awaitEnd(id).status()).isEqualTo(FileStatus.PROCESSED);
            assertThat(blocks).hasSize(2);
        }
    }
}
