package dev.sluice.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.SluiceClient;
import dev.sluice.standalone.Sluice;
import dev.sluice.systemtests.support.Repository;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about exports, followed by its reader. */
class ObjectStoragePageIT {
    static final Path PAGE = Repository.ROOT.resolve("docs/how-to/object-storage.md");

    @Test
    void shouldLeadToRowsInDuckDb(@TempDir Path directory) throws Exception {
        List<ShellBlock> blocks = ShellBlock.in(PAGE);
        Path exported = directory.resolve("exported");
        try (Sluice sluice =
                Sluice.start(directory.resolve("data"), 0, 0, Map.of("sluice.objects.export", exported.toString()))) {
            new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();
            SluiceProbe probe = new SluiceProbe(sluice.url(), sluice.bootstrapServers());
            PageCommands commands = new PageCommands(probe, directory, "python3", Map.of());

            assertThat(blocks.get(0).script()).isEqualTo("./sluice up --export exported\n");
            commands.run(blocks.get(1).script());
            while (objects(exported.resolve("results")) == 0) {
                LockSupport.parkNanos(50_000_000);
            }

            assertThat(commands.run(blocks.get(2).script()).replaceAll("[| ]+", " "))
                    .contains("hall-temperature 25 16.5372 22.82")
                    .contains("roof-temperature 25 17.2536 25.73");
            assertThat(commands.run(blocks.get(3).script())).contains("type-error | value | ");
            assertThat(objects(exported)).isEqualTo(4);
            assertThat(blocks).hasSize(4);
        }
    }

    private static long objects(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains(".sluice"))
                    .count();
        }
    }
}
