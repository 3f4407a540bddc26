package dev.sluice.systemtests.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * An upload whose client sends as much as a test says, when it says so: the middle of a file lasts as long as wanted.
 * In between it sends a few rows a second, as the gateway gives up a client that is silent.
 */
public final class SlowUpload {
    private static final Duration BETWEEN_ROWS = Duration.ofSeconds(1);
    /** Some 4 KB: more than {@code sluice.web.min-rate} asks for. */
    private static final int ROWS_IN_BETWEEN = 100;

    private final GeneratedCsv file;
    private final PipedOutputStream body = new PipedOutputStream();
    private final CompletableFuture<HttpResponse<String>> answer;
    private boolean finished;

    private SlowUpload(SluiceProbe sluice, String filename, GeneratedCsv file) throws IOException {
        this.file = file;
        PipedInputStream sent = new PipedInputStream(body, 1024 * 1024);
        this.answer = CompletableFuture.supplyAsync(() -> sluice.uploadStream(filename, sent));
    }

    /** Opens the upload with its header row. */
    public static SlowUpload open(SluiceProbe sluice, String filename, GeneratedCsv file) throws IOException {
        SlowUpload upload = new SlowUpload(sluice, filename, file);
        file.writeHeader(upload.body);
        Thread inBetween = new Thread(upload::sendInBetween, "slow-upload");
        inBetween.setDaemon(true);
        inBetween.start();
        return upload;
    }

    /** Sends so many more rows; returns when they are on their way. */
    public synchronized void send(int rows) throws IOException {
        assertThat(answer.isDone())
                .as(() -> "answered before its end: " + answer.join().body())
                .isFalse();
        file.writeRows(body, rows);
        body.flush();
    }

    private synchronized void sendInBetween() {
        try {
            wait(BETWEEN_ROWS.toMillis());
            while (!finished && !answer.isDone()) {
                send(ROWS_IN_BETWEEN);
                wait(BETWEEN_ROWS.toMillis());
            }
        } catch (IOException e) {
            // The gateway has answered and reads no further: the test gets that answer when it sends or finishes.
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the body, and returns the id of the accepted file. */
    public String finish() throws IOException {
        synchronized (this) {
            finished = true;
            body.close();
            notifyAll();
        }
        return SluiceProbe.fileId(answer.join());
    }
}
