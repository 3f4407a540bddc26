package dev.sluice.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One upload by tus 1.0. It is opened, and its content sent in one request; after a failure the gateway tells how much
 * has arrived, and the rest is sent to whichever gateway answers. For one thread.
 */
final class ResumableUpload {
    /** The file that counts, if it isn't this one. */
    static final String FILE_ID = "Sluice-File-Id";

    private static final Duration TO_ANSWER = Duration.ofSeconds(30);
    private static final Duration TO_CLEAN_UP = Duration.ofSeconds(2);
    /** Of refusals that only say that this request came too late or too slowly, not that the upload has ended. */
    private static final Set<String> PASSING = Set.of("wrong-offset", "upload-continued", "aborted", "too-slow");

    private static final String OFFSET = "Upload-Offset";

    private final RetryingHttp http;
    private final Duration silence;
    private final Upload upload;
    private final UploadContent content;
    private final UploadProgress progress;

    /** @param silence how long nothing may be sent or answered */
    ResumableUpload(
            RetryingHttp http, Duration silence, Upload upload, UploadContent content, UploadProgress progress) {
        this.http = http;
        this.silence = silence;
        this.upload = upload;
        this.content = content;
        this.progress = progress;
    }

    /**
     * Uploads all of it. If the thread is interrupted, what has arrived is deleted.
     *
     * @return the id of the file
     * @throws IOException if the content can't be read
     */
    String send() throws UnavailableException, RefusedException, IOException, InterruptedException {
        String id = open();
        try {
            return append(id);
        } catch (InterruptedException e) {
            abandon(id);
            throw e;
        }
    }

    private String open() throws UnavailableException, RefusedException, InterruptedException {
        HttpResponse<byte[]> response = http.send(
                address -> address.openUpload(upload.filename(), upload.parameters(), content.size())
                        .header(SluiceClient.IDEMPOTENCY_KEY, upload.idempotencyKey())
                        .timeout(TO_ANSWER),
                BodyHandlers.ofByteArray(),
                body -> body);
        unlessRefused(response);
        // Whatever the address in front of it, a proxy's or another gateway's: the last part is the id.
        String path =
                URI.create(response.headers().firstValue("Location").orElse("")).getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private String append(String id) throws UnavailableException, RefusedException, IOException, InterruptedException {
        Retries retries = http.retries();
        long arrived = 0;
        while (true) {
            ApiRequests address = http.addresses().current();
            try (InputStream rest = content.from(arrived)) {
                HttpResponse<byte[]> response = sendRest(address, id, arrived, rest);
                int status = response.statusCode();
                if (status / 100 == 2) {
                    arrived = offset(response, arrived);
                    if (arrived >= content.size()) {
                        return response.headers().firstValue(FILE_ID).orElse(id);
                    }
                    retries.succeeded();
                    continue;
                }
                Problem problem = Problem.of(status, response.body());
                if (!Problem.isTemporary(status) && !PASSING.contains(problem.code())) {
                    throw RefusedException.of(problem);
                }
                progress.interrupted();
                retries.afterRefusal(address, problem, RetryingHttp.retryAfter(response));
            } catch (BrokenConnectionException e) {
                progress.interrupted();
                retries.afterBreak(address, e.reason());
            }
            long before = arrived;
            arrived = arrived(id, arrived);
            if (arrived > before) {
                retries.succeeded();
            }
            progress.resumed(arrived);
        }
    }

    private HttpResponse<byte[]> sendRest(ApiRequests address, String id, long arrived, InputStream rest)
            throws BrokenConnectionException, InterruptedException {
        AtomicLong lastSent = new AtomicLong(System.nanoTime());
        long length = content.size() - arrived;
        BodyPublisher body = length == 0
                ? BodyPublishers.noBody()
                : BodyPublishers.fromPublisher(
                        new CountingBody(BodyPublishers.ofInputStream(() -> rest), bytes -> {
                            lastSent.set(System.nanoTime());
                            progress.sent(arrived + bytes);
                        }),
                        length);
        HttpRequest request = address.appendToUpload(id, arrived, body).build();
        CompletableFuture<HttpResponse<byte[]>> answer = http.raw().sendAsync(request, BodyHandlers.ofByteArray());
        try {
            while (true) {
                try {
                    HttpResponse<byte[]> response = answer.get(100, TimeUnit.MILLISECONDS);
                    http.addresses().reached();
                    return response;
                } catch (TimeoutException e) {
                    if (System.nanoTime() - lastSent.get() > silence.toNanos()) {
                        throw new BrokenConnectionException(new HttpTimeoutException("nothing was sent or answered"));
                    }
                }
            }
        } catch (ExecutionException e) {
            throw new BrokenConnectionException(
                    e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause()));
        } finally {
            answer.cancel(true);
        }
    }

    /**
     * How much has arrived.
     *
     * @throws RefusedException if the upload has ended
     */
    private long arrived(String id, long before) throws UnavailableException, RefusedException, InterruptedException {
        HttpResponse<byte[]> response = http.send(
                address -> address.uploadOffset(id).timeout(TO_ANSWER), BodyHandlers.ofByteArray(), body -> body);
        if (response.statusCode() / 100 != 2) {
            // That answer has no body. One to an empty request has the reason, and can't get lost in what is sent.
            unlessRefused(http.send(
                    address -> address.appendToUpload(id, before, BodyPublishers.noBody())
                            .timeout(TO_ANSWER),
                    BodyHandlers.ofByteArray(),
                    body -> body));
        }
        return offset(response, before);
    }

    private static long offset(HttpResponse<?> response, long before) {
        return response.headers().firstValueAsLong(OFFSET).orElse(before);
    }

    private void abandon(String id) throws InterruptedException {
        ApiRequests address = http.addresses().current();
        try {
            http.raw().send(address.abandonUpload(id).timeout(TO_CLEAN_UP).build(), BodyHandlers.discarding());
        } catch (IOException e) {
            // The gateway deletes it when it expires.
            progress.interrupted();
        }
    }

    private static void unlessRefused(HttpResponse<byte[]> response) throws RefusedException {
        if (response.statusCode() / 100 != 2) {
            throw RefusedException.of(Problem.of(response.statusCode(), response.body()));
        }
    }

    /** Apart from an exception of the content, which is one of input and output as well. */
    private static final class BrokenConnectionException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient IOException reason;

        BrokenConnectionException(IOException reason) {
            super(reason);
            this.reason = reason;
        }

        IOException reason() {
            return reason;
        }
    }
}
