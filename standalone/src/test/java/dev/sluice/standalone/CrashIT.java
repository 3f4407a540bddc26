package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.query.FileStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code ./sluice up} as a process that loses its power. */
class CrashIT {
    private static final Path JAR = Path.of("target", "standalone-exec.jar").toAbsolutePath();

    @Test
    void shouldKeepFinishedResultsAndEndUnfinishedFilesExactlyAfterAKill(@TempDir Path directory) throws IOException {
        int port = freePort();
        try (ServiceProcess up = ServiceProcess.jar(
                JAR,
                Map.of(),
                directory.resolve("up.log"),
                "up",
                "--port",
                Integer.toString(port),
                "--data-dir",
                directory.resolve("data").toString())) {
            SluiceProbe sluice = new SluiceProbe(URI.create("http://127.0.0.1:" + port), "none");
            sluice.awaitReady(up);
            GeneratedCsv finished = new GeneratedCsv(11, 20, 0.1);
            String finishedId = upload(sluice, finished, 1_000);
            sluice.awaitEnd(finishedId);
            JsonNode before = sluice.json("/results/" + finishedId);
            GeneratedCsv unfinished = new GeneratedCsv(12, 200, 0.02);
            String unfinishedId = upload(sluice, unfinished, 300_000);

            up.kill();
            up.restart();
            sluice.awaitReady(up);

            assertThat(sluice.json("/results/" + finishedId)).isEqualTo(before);
            assertThat(sluice.awaitEnd(unfinishedId).status()).isEqualTo(FileStatus.PARTIAL);
            unfinished.reference().assertEquals(sluice.allSensors(unfinishedId));
        }
    }

    private static String upload(SluiceProbe sluice, GeneratedCsv file, int rows) throws IOException {
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        file.writeHeader(csv);
        file.writeRows(csv, rows);
        return SluiceProbe.fileId(sluice.uploadRaw("crash.csv", csv.toByteArray()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
