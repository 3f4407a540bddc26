package dev.sluice.systemtests.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.systemtests.support.GeneratedCsv;
import dev.sluice.systemtests.support.RowsInTopics;
import dev.sluice.systemtests.support.SlowUpload;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The two services that clients talk to, and generated files that are sent to one and compared with the other. */
record ServiceProbes(SluiceProbe gateway, SluiceProbe results) {
    /** Uploads a file, and returns its id. */
    String upload(String filename, GeneratedCsv file, int rows) throws IOException {
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        file.writeHeader(csv);
        file.writeRows(csv, rows);
        return SluiceProbe.fileId(gateway.uploadRaw(filename, csv.toByteArray()));
    }

    /** Begins an upload; returns when some of its rows are aggregated. */
    SlowUpload begin(String filename, GeneratedCsv file, int rows) throws IOException {
        SlowUpload upload = SlowUpload.open(gateway, filename, file);
        upload.send(rows);
        String id = results.awaitFile("filename", filename);
        results.await(id, status -> status.progress().rowsAggregated() > 0);
        return upload;
    }

    /** Waits for the end of a file with invalid rows; its results are exact, and each row is in its topic once. */
    FileSummary assertExact(String id, GeneratedCsv file) {
        FileSummary end = results.awaitEnd(id);
        assertThat(end.status()).isEqualTo(FileStatus.PARTIAL);
        file.reference().assertEquals(results.allSeries(id));
        RowsInTopics.assertEachLineOnce(results.bootstrapServers(), id, file);
        return end;
    }
}
