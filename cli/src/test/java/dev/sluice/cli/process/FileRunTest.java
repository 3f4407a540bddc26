package dev.sluice.cli.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.output.ExitCode;
import dev.sluice.cli.output.TableOutput;
import dev.sluice.cli.progress.Terminal;
import dev.sluice.cli.suggestion.ProcessLine;
import dev.sluice.client.ClientSettings;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.StubGateway;
import dev.sluice.client.StubGateway.Fault;
import dev.sluice.client.StubSluice;
import dev.sluice.schemas.query.FileStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRunTest {
    @Test
    void shouldGoOnAfterABreakAndSayWhere(@TempDir Path directory) throws Exception {
        String text = "timestamp,sensor_id,value\n".repeat(10_000);
        Path file = Files.writeString(directory.resolve("a.csv"), text);
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        StringWriter out = new StringWriter();
        StubGateway.Log log = new StubGateway.Log();

        try (StubSluice sluice = new StubSluice();
                StubGateway gateway = new StubGateway(log).failing(new Fault.Break(106_700))) {
            sluice.accepts("unused", StubSluice.summary("upload-1", FileStatus.PROCESSED, "a.csv"), Map.of());
            SluiceClient client = new SluiceClient(
                    ClientSettings.of(sluice.url()).withGateways(gateway.url()).withResumableFrom(0));
            FileRun run = new FileRun(
                    client,
                    Terminal.progress(new PrintStream(progress, true, UTF_8), Map.of()),
                    new TableOutput(new PrintWriter(out), new PrintWriter(out)),
                    Map.of(),
                    input -> new ProcessLine(List.of(), Map.of(), input.argument()),
                    false);

            assertThat(run.process(Input.of(file.toString(), null))).isEqualTo(ExitCode.OK);
        }

        assertThat(log.content()).isEqualTo(text);
        assertThat(progress.toString(UTF_8).lines())
                .containsExactly(
                        "uploading a.csv (253.9 KiB)", "connection lost, going on at 41 %", "accepted as upload-1");
    }
}
