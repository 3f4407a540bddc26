package dev.sluice.systemtests.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.systemtests.support.GeneratedCsv;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many clients at the same time. */
@ExtendWith(SharedSluice.class)
class ManyUploadsIT {
    private static final int UPLOADS = 50;

    private final SluiceProbe sluice;

    ManyUploadsIT(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    @Test
    void shouldEndFiftyUploadsAtOnceExactly() throws InterruptedException, ExecutionException, IOException {
        List<GeneratedCsv> files = new ArrayList<>();
        List<Future<String>> uploads = new ArrayList<>();
        ExecutorService clients = Executors.newFixedThreadPool(UPLOADS);
        try {
            for (int i = 0; i < UPLOADS; i++) {
                GeneratedCsv file = new GeneratedCsv(100 + i, 10, 0.05);
                ByteArrayOutputStream csv = new ByteArrayOutputStream();
                file.writeHeader(csv);
                file.writeRows(csv, 500 + 10 * i);
                String name = "many-" + i + ".csv";
                files.add(file);
                uploads.add(clients.submit(() -> SluiceProbe.fileId(sluice.uploadRaw(name, csv.toByteArray()))));
            }
            for (int i = 0; i < UPLOADS; i++) {
                String id = uploads.get(i).get();
                assertThat(sluice.awaitEnd(id).totalRows()).isEqualTo(500 + 10 * i);
                files.get(i).reference().assertEquals(sluice.allSeries(id));
            }
        } finally {
            clients.shutdownNow();
        }
    }
}
