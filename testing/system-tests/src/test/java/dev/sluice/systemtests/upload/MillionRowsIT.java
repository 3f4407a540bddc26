package dev.sluice.systemtests.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.systemtests.support.GeneratedCsv;
import dev.sluice.systemtests.support.RowsInTopics;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A file large enough for everything to happen at once. */
@ExtendWith(SharedSluice.class)
class MillionRowsIT {
    private final SluiceProbe sluice;

    MillionRowsIT(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    @Test
    void shouldGiveTheExactResultAndHaveEachLineOnceInTheTopics(@TempDir Path directory) throws IOException {
        GeneratedCsv file = new GeneratedCsv(1, 1_000, 0.02);
        Path csv = directory.resolve("million.csv");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(csv))) {
            file.writeHeader(out);
            file.writeRows(out, 1_000_000);
        }

        String id = SluiceProbe.fileId(sluice.uploadStream("million.csv", Files.newInputStream(csv)));
        FileSummary end = sluice.awaitEnd(id);

        assertThat(end.status()).isEqualTo(FileStatus.PARTIAL);
        assertThat(end.totalRows()).isEqualTo(1_000_000);
        assertThat(end.validRows()).isEqualTo(file.validLines().cardinality());
        assertThat(end.invalidRows()).isEqualTo(file.invalidLines().cardinality());
        assertThat(end.series()).isEqualTo(1_000);
        file.reference().assertEquals(sluice.allSeries(id));
        RowsInTopics.assertEachLineOnce(sluice.bootstrapServers(), id, file);
    }
}
