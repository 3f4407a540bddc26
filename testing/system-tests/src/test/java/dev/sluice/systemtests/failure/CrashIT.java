package dev.sluice.systemtests.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.query.FileStatus;
import dev.sluice.systemtests.support.FreePorts;
import dev.sluice.systemtests.support.GeneratedCsv;
import dev.sluice.systemtests.support.ServiceProcess;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code ./sluice up} as a process that loses its power. */
class CrashIT {
    @Test
    void shouldKeepFinishedResultsAndEndUnfinishedFilesExactlyAfterAKill(@TempDir Path directory) throws IOException {
        int port = FreePorts.next();
        try (ServiceProcess up = ServiceProcess.up(directory, port, Map.of())) {
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
            unfinished.reference().assertEquals(sluice.allSeries(unfinishedId));
        }
    }

    private static String upload(SluiceProbe sluice, GeneratedCsv file, int rows) throws IOException {
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        file.writeHeader(csv);
        file.writeRows(csv, rows);
        return SluiceProbe.fileId(sluice.uploadRaw("crash.csv", csv.toByteArray()));
    }
}
