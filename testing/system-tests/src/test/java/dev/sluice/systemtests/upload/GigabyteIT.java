package dev.sluice.systemtests.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.systemtests.support.FreePorts;
import dev.sluice.systemtests.support.GeneratedCsv;
import dev.sluice.systemtests.support.ServiceProcess;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file of 1 GB through {@code sluice up} with {@code -Xmx512m}. Takes minutes, so it is no part of {@code verify};
 * how to run it stands in {@code docs/how-to/benchmark.md}. It prints what it saw.
 */
@Tag("slow")
class GigabyteIT {
    private static final long BYTES = 1L << 30;
    private static final int BATCH = 100_000;

    @Test
    void shouldTakeAGigabyteInConstantMemory(@TempDir Path directory) throws IOException {
        GeneratedCsv file = new GeneratedCsv(5, 1_000, 0.01);
        Path csv = directory.resolve("gigabyte.csv");
        int rows = write(file, csv);
        int port = FreePorts.next();
        try (ServiceProcess up = ServiceProcess.up(directory, port, Map.of())) {
            SluiceProbe sluice = new SluiceProbe(URI.create("http://127.0.0.1:" + port), "none");
            sluice.awaitReady(up);
            long idle = up.peakMemoryKiB();

            long start = System.nanoTime();
            String id = SluiceProbe.fileId(sluice.uploadStream("gigabyte.csv", Files.newInputStream(csv)));
            long accepted = System.nanoTime();
            FileSummary end = sluice.awaitEnd(id);
            long ended = System.nanoTime();

            System.out.printf(
                    "1 GiB, %,d rows: accepted after %.1f s, ended after %.1f s (%,.0f rows/s); peak RSS %d MiB, before %d MiB%n",
                    rows,
                    (accepted - start) / 1e9,
                    (ended - start) / 1e9,
                    rows / ((ended - start) / 1e9),
                    up.peakMemoryKiB() / 1024,
                    idle / 1024);
            assertThat(end.status()).isEqualTo(FileStatus.PARTIAL);
            assertThat(end.totalRows()).isEqualTo(rows);
            file.reference().assertEquals(sluice.allSeries(id));
        }
    }

    private static int write(GeneratedCsv file, Path csv) throws IOException {
        int rows = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(csv))) {
            file.writeHeader(out);
            while (Files.size(csv) < BYTES) {
                file.writeRows(out, BATCH);
                rows += BATCH;
            }
        }
        return rows;
    }
}
