package dev.sluice.benchmarks.pipeline;

import dev.sluice.cli.generator.Expected;
import dev.sluice.cli.generator.FileRecipe;
import dev.sluice.cli.generator.ReadingsBody;
import dev.sluice.client.ApiRequests;
import dev.sluice.client.RawClient;
import dev.sluice.client.page.ResultPages;
import dev.sluice.client.page.SeriesPage;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Uploads files to a Sluice over HTTP like any client, polls their status until they end, and fetches results. */
final class Uploads {
    private static final Duration LONGEST_FILE = Duration.ofMinutes(30);
    private static final Duration LONG_POLL = Duration.ofSeconds(30);
    private static final int LARGE_PAGE = 10_000;
    /** Before retrying after "busy" or "not ready". */
    private static final long PAUSE_MS = 20;

    private final RawClient http = new RawClient(Duration.ofMinutes(1));
    private final ApiRequests requests;

    public Uploads(URI sluice) {
        requests = new ApiRequests(sluice);
    }

    /** Returns when the Sluice reports that it is ready. */
    void awaitReady() throws InterruptedException {
        HttpRequest ready = requests.readiness().build();
        long begun = System.nanoTime();
        while (send(ready).statusCode() != 200) {
            pause(begun);
        }
    }

    /** Uploads a generated file while it is generated, and checks its whole result. */
    Timed time(FileRecipe readings) throws InterruptedException {
        ReadingsBody body = new ReadingsBody(readings);
        long begun = System.nanoTime();
        FileSummary end = end(BodyPublishers.ofInputStream(() -> body));
        double seconds = (System.nanoTime() - begun) / 1e9;
        check(body.expected(), end);
        return new Timed(seconds, readings.rows(), body.expected().validRows());
    }

    /** Uploads a file and returns when its status is terminal. */
    FileSummary end(BodyPublisher body) throws InterruptedException {
        long begun = System.nanoTime();
        HttpRequest status = requests.statusAtEnd(accept(body), LONG_POLL).build();
        Optional<FileSummary> seen = status(status);
        while (seen.isEmpty() || !seen.get().status().terminal()) {
            pause(begun);
            seen = status(status);
        }
        return seen.get();
    }

    /** The status of a file; nothing if the Sluice asks for a retry. */
    private Optional<FileSummary> status(HttpRequest request) throws InterruptedException {
        HttpResponse<byte[]> response = send(request);
        return response.statusCode() == 503
                ? Optional.empty()
                : Optional.of(ResultPages.summary(json(request, response, 200)));
    }

    /** Uploads a file and returns its id when it is accepted. */
    public String accept(BodyPublisher body) throws InterruptedException {
        HttpRequest upload =
                requests.upload("bench.csv", Map.of("duplicate", "allow"), body).build();
        return json(upload, 202).path("file_id").asString();
    }

    /** @throws WrongResultException unless the file's result is as expected */
    void check(Expected expected, FileSummary end) throws InterruptedException {
        expected.check(end);
        expected.check(end, series(end.fileId()));
    }

    private Map<String, SeriesFigures> series(String fileId) throws InterruptedException {
        Map<String, SeriesFigures> series = new HashMap<>();
        String cursor = null;
        do {
            SeriesPage page = SeriesPage.of(
                    json(requests.result(fileId, cursor, LARGE_PAGE).build(), 200));
            series.putAll(page.series());
            cursor = page.next();
        } while (cursor != null);
        return series;
    }

    private JsonNode json(HttpRequest request, int status) throws InterruptedException {
        return json(request, send(request), status);
    }

    private static JsonNode json(HttpRequest request, HttpResponse<byte[]> response, int status) {
        if (response.statusCode() != status) {
            throw new IllegalStateException(request.method() + " " + request.uri() + " was answered with HTTP "
                    + response.statusCode() + ": " + Json.MAPPER.readTree(response.body()));
        }
        return Json.MAPPER.readTree(response.body());
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause(long begun) throws InterruptedException {
        long passed = (System.nanoTime() - begun) / 1_000_000;
        if (passed > LONGEST_FILE.toMillis()) {
            throw new IllegalStateException("nothing ended within " + LONGEST_FILE);
        }
        Thread.sleep(PAUSE_MS);
    }

    /**
     * The outcome of a file.
     *
     * @param seconds from the first byte to the terminal status
     */
    record Timed(double seconds, long rows, long validRows) {
        double rate() {
            return rows / seconds;
        }
    }
}
