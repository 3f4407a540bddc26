package dev.sluice.systemtests.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.ApiRequests;
import dev.sluice.client.RawClient;
import dev.sluice.testing.contract.ApiContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Uploads files in parts, each to another gateway, and goes on after whatever breaks. Checks each offset. */
final class ResumableClient {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final RawClient http = new RawClient(Duration.ofSeconds(5));
    private final List<URI> gateways;
    private final Random random;
    private int broken;

    ResumableClient(List<URI> gateways, Random random) {
        this.gateways = List.copyOf(gateways);
        this.random = random;
    }

    /** The number of parts that broke off or were refused for a while. */
    int broken() {
        return broken;
    }

    /** Uploads a file, and returns its id. */
    String upload(QuotedCsv file) throws InterruptedException {
        String path = create(file);
        long known = 0;
        while (true) {
            HttpResponse<String> head = untilAnswered("HEAD", path, () -> BodyPublishers.noBody());
            assertThat(head.statusCode()).as(path).isEqualTo(200);
            long offset = number(head, "Upload-Offset");
            assertThat(offset).as("an accepted offset never goes back").isGreaterThanOrEqualTo(known);
            known = offset;
            String stored = head.headers().firstValue("Sluice-File-Id").orElse("");
            if (!stored.isEmpty()) {
                return stored;
            }
            known = Math.max(known, append(path, file, offset));
        }
    }

    /** Returns the offset that was accepted. */
    private long append(String path, QuotedCsv file, long offset) throws InterruptedException {
        long left = file.length() - offset;
        long part = random.nextBoolean() ? left : 1 + random.nextLong(Math.min(left, 3_000_000));
        try {
            HttpResponse<String> answer = http.send(
                    request("PATCH", path)
                            .header("Upload-Offset", Long.toString(offset))
                            .header("Content-Type", "application/offset+octet-stream")
                            .method("PATCH", BodyPublishers.ofInputStream(() -> file.from(offset, part)))
                            .build(),
                    BodyHandlers.ofString());
            if (ApiContract.written().verify(answer).statusCode() == 204) {
                return number(answer, "Upload-Offset");
            }
            assertThat(answer.statusCode()).as(answer.body()).isIn(409, 429, 503);
        } catch (IOException e) {
            // The gateway was killed.
        }
        broken++;
        LockSupport.parkNanos(PAUSE.toNanos());
        return 0;
    }

    private String create(QuotedCsv file) throws InterruptedException {
        String path = "/uploads?filename=resumed-" + file.number() + ".csv";
        HttpResponse<String> created = untilAnswered(
                "POST", path, () -> BodyPublishers.noBody(), "Upload-Length", Long.toString(file.length()));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return created.headers().firstValue("Location").orElseThrow();
    }

    private interface Body {
        BodyPublisher get();
    }

    private HttpResponse<String> untilAnswered(String method, String path, Body body, String... headers)
            throws InterruptedException {
        while (true) {
            try {
                HttpRequest.Builder request = request(method, path).method(method, body.get());
                if (headers.length > 0) {
                    request.headers(headers);
                }
                HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
                if (answer.statusCode() != 503 && answer.statusCode() != 429) {
                    return answer;
                }
            } catch (IOException e) {
                // The gateway is down.
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private HttpRequest.Builder request(String method, String path) {
        URI gateway = gateways.get(random.nextInt(gateways.size()));
        return new ApiRequests(gateway).get(path).header("Tus-Resumable", "1.0.0");
    }

    private static long number(HttpResponse<String> answer, String header) {
        return Long.parseLong(answer.headers().firstValue(header).orElseThrow());
    }
}
