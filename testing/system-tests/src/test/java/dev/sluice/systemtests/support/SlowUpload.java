package dev.sluice.systemtests.support;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/**
 * An upload whose client sends as much as a test says, when it says so: the middle of a file lasts as long as wanted.
 */
public final class SlowUpload {
    private final GeneratedCsv file;
    private final PipedOutputStream body = new PipedOutputStream();
    private final CompletableFuture<HttpResponse<String>> answer;

    private SlowUpload(SluiceProbe sluice, String filename, GeneratedCsv file) throws IOException {
        this.file = file;
        PipedInputStream sent = new PipedInputStream(body, 1024 * 1024);
        this.answer = CompletableFuture.supplyAsync(() -> sluice.uploadStream(filename, sent));
    }

    /** Opens the upload with its header row. */
    public static SlowUpload open(SluiceProbe sluice, String filename, GeneratedCsv file) throws IOException {
        SlowUpload upload = new SlowUpload(sluice, filename, file);
        file.writeHeader(upload.body);
        return upload;
    }

    /** Sends so many more rows; returns when they are on their way. */
    public void send(int rows) throws IOException {
        file.writeRows(body, rows);
        body.flush();
    }

    /** Ends the body, and returns the id of the accepted file. */
    public String finish() throws IOException {
        body.close();
        return SluiceProbe.fileId(answer.join());
    }
}
