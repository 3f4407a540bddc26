package dev.sluice.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Copies a document to a file. A broken connection is continued where the server can do so, otherwise the download
 * begins again. The file appears when all of it is there. For one thread.
 */
final class Download {
    private static final int PARTIAL = 206;

    private final RetryingHttp http;
    private final String path;

    /** @param path of the document with its query, encoded */
    Download(RetryingHttp http, String path) {
        this.http = http;
        this.path = path;
    }

    /**
     * Replaces a file by the document.
     *
     * @throws IOException if the file can't be written
     */
    void to(Path target) throws UnavailableException, RefusedException, IOException, InterruptedException {
        Path parent = target.toAbsolutePath().getParent();
        Path temporary = Files.createTempFile(parent, target.getFileName() + ".", ".part");
        try {
            write(temporary);
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void write(Path file) throws UnavailableException, RefusedException, IOException, InterruptedException {
        Retries retries = http.retries();
        String tag = "";
        while (true) {
            ApiRequests address = http.addresses().current();
            long before = tag.isEmpty() ? 0 : Files.size(file);
            HttpResponse<InputStream> response = ask(before, tag);
            int status = response.statusCode();
            if (status / 100 != 2) {
                throw RefusedException.of(Problem.of(status, SluiceClient.bytes(response.body())));
            }
            tag = response.headers().firstValue("ETag").orElse("");
            try (OutputStream out = status == PARTIAL
                            ? Files.newOutputStream(file, StandardOpenOption.APPEND)
                            : Files.newOutputStream(file);
                    InputStream body = response.body()) {
                if (copy(body, out, address, retries)) {
                    return;
                }
            }
            if (Files.size(file) > before) {
                retries.succeeded();
            }
        }
    }

    private HttpResponse<InputStream> ask(long offset, String tag) throws UnavailableException, InterruptedException {
        return http.send(
                address -> {
                    HttpRequest.Builder request = address.get(path);
                    return offset == 0
                            ? request
                            : request.header("Range", "bytes=" + offset + "-").header("If-Range", tag);
                },
                BodyHandlers.ofInputStream(),
                SluiceClient::bytes);
    }

    /** Whether the end was reached; if not, the next attempt is due. */
    private static boolean copy(InputStream body, OutputStream out, ApiRequests address, Retries retries)
            throws UnavailableException, IOException, InterruptedException {
        byte[] buffer = new byte[64 * 1024];
        while (true) {
            int read;
            try {
                read = body.read(buffer);
            } catch (IOException e) {
                retries.afterBreak(address, e);
                return false;
            }
            if (read < 0) {
                return true;
            }
            out.write(buffer, 0, read);
        }
    }
}
