package dev.sluice.systemtests.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.systemtests.support.Browser;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The clients of the protocol that others have written, each with an upload that breaks off and goes on. */
@ExtendWith(SharedSluice.class)
class TusClientsIT {
    private static final int ROWS = 100_000;

    private final SluiceProbe sluice;

    TusClientsIT(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    @Test
    void shouldResumeAnUploadOfTheJavaClient() throws Exception {
        byte[] csv = csv("java");
        TusClient client = new TusClient();
        client.setUploadCreationURL(uploads());
        client.enableResuming(new TusURLMemoryStore());
        TusUploader first = client.resumeOrCreateUpload(upload(csv));
        first.setChunkSize(50_000);
        first.setRequestPayloadSize(500_000);
        while (first.getOffset() < csv.length / 3) {
            assertThat(first.uploadChunk()).isPositive();
        }
        first.finish();

        TusUploader second = client.resumeUpload(upload(csv));
        assertThat(second.getOffset()).isEqualTo(first.getOffset());
        int sent = second.uploadChunk();
        while (sent >= 0) {
            sent = second.uploadChunk();
        }
        second.finish();

        String path = second.getUploadURL().getPath();
        assertStored(path.replace("/uploads/", ""));
    }

    private static TusUpload upload(byte[] csv) {
        TusUpload upload = new TusUpload();
        upload.setSize(csv.length);
        upload.setInputStream(new ByteArrayInputStream(csv));
        upload.setFingerprint("file");
        upload.setMetadata(Map.of("filename", "java.csv", "filetype", "text/csv"));
        return upload;
    }

    @Test
    void shouldResumeAnUploadOfTheJavaScriptClient() {
        try (Browser browser = Browser.open(sluice.url())) {
            browser.visit("");
            browser.script(script());
            browser.script("""
                    const file = new Blob([arguments[0]]);
                    window.outcome = '';
                    const options = {
                      endpoint: '/uploads',
                      chunkSize: 300000,
                      retryDelays: [0, 200, 500],
                      metadata: {filename: 'script.csv', filetype: 'text/csv'},
                      onError: error => { window.outcome = 'failed: ' + error; },
                      onSuccess: () => { window.outcome = 'stored at ' + window.upload.url; }
                    };
                    window.upload = new tus.Upload(file, {
                      ...options,
                      onChunkComplete: (size, accepted) => {
                        if (accepted > file.size / 3 && !window.broken) {
                          window.broken = true;
                          window.upload.abort();
                          const url = window.upload.url;
                          window.upload = new tus.Upload(file, {...options, uploadUrl: url});
                          window.upload.start();
                        }
                      }
                    });
                    window.upload.start();
                    """, new String(csv("script"), UTF_8));
            browser.await(() ->
                    !String.valueOf(browser.script("return window.outcome")).isEmpty());

            String outcome = String.valueOf(browser.script("return window.outcome"));
            assertThat(outcome).contains("stored at ");
            assertThat(browser.script("return window.broken")).isEqualTo(true);
            assertStored(outcome.replaceFirst(".*/uploads/", ""));
        }
    }

    private void assertStored(String fileId) {
        FileSummary summary = sluice.awaitEnd(fileId);
        assertThat(summary.status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(summary.validRows()).isEqualTo(ROWS);
    }

    private URL uploads() throws IOException {
        return sluice.url().resolve("/uploads").toURL();
    }

    private static byte[] csv(String sensor) {
        StringBuilder csv = new StringBuilder("timestamp,sensor_id,value\n");
        long start = System.nanoTime();
        for (int i = 0; i < ROWS; i++) {
            csv.append("2026-11-01T00:00:00Z,")
                    .append(sensor)
                    .append(',')
                    .append(start + i)
                    .append('\n');
        }
        return csv.toString().getBytes(UTF_8);
    }

    private static String script() {
        try (InputStream in = TusClientsIT.class.getResourceAsStream("/tus-js-client/tus-4.3.1.min.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
