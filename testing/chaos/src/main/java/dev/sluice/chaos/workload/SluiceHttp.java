package dev.sluice.chaos.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.chaos.report.Counts;
import dev.sluice.client.ApiRequests;
import dev.sluice.client.Problem;
import dev.sluice.client.RawClient;
import dev.sluice.client.page.ResultPages;
import dev.sluice.client.page.SeriesPage;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesFigures;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Sends requests to the services and classifies their answers. Nothing is retried; the 503s are counted. */
public final class SluiceHttp {
    public static final String UNAVAILABLE = "answers with 503";
    static final String UNREACHABLE = "requests without an answer";

    /** A marker that distinguishes the rig's requests from those of results-api in the access log. */
    static final String COPY = "from=standby&by=rig";

    private static final Duration QUESTION = Duration.ofSeconds(15);
    private static final int LARGE_PAGE = 1_000;

    private final RawClient http = new RawClient(Duration.ofSeconds(2));
    private final Counts counts;

    public SluiceHttp(Counts counts) {
        this.counts = counts;
    }

    /**
     * A page of files.
     *
     * @param partial whether parts of the list are missing
     * @param next the cursor of the next page, or null
     */
    public record Files(
            List<FileSummary> files,
            boolean partial,
            @Nullable String next) {}

    public boolean isReady(URI service) throws InterruptedException {
        return get(api(service).readiness(), json -> json) instanceof HttpAnswer.Found;
    }

    /** Uploads a file, and returns its id. */
    public HttpAnswer<String> upload(URI gateway, String name, Supplier<InputStream> body, Duration timeout)
            throws InterruptedException {
        HttpRequest request = api(gateway)
                .upload(name, Map.of("duplicate", "allow"), BodyPublishers.ofInputStream(body))
                .timeout(timeout)
                .build();
        return ask(request, 202, json -> json.path("file_id").asString());
    }

    public HttpAnswer<FileSummary> status(URI results, String fileId) throws InterruptedException {
        return get(api(results).status(fileId), ResultPages::summary);
    }

    /** The top-level members of a file's result. */
    public HttpAnswer<FileSummary> result(URI results, String fileId) throws InterruptedException {
        return get(api(results).result(fileId, null, 1), ResultPages::summary);
    }

    /**
     * Queries one aggregator for a file.
     *
     * @param copy whether it is asked as a standby rather than as the owner
     */
    public HttpAnswer<FileSummary> atAggregator(URI aggregator, String fileId, boolean copy)
            throws InterruptedException {
        String path = "/internal/files/" + ApiRequests.encode(fileId) + (copy ? "?" + COPY : "");
        return get(api(aggregator).get(path), ResultPages::summary);
    }

    /** The newest files of a partition, from one aggregator as the owner or as a standby. */
    public HttpAnswer<Files> filesAtAggregator(URI aggregator, int partition, boolean copy)
            throws InterruptedException {
        String path = "/internal/files?partitions=" + partition + "&limit=200" + (copy ? "&" + COPY : "");
        return get(api(aggregator).get(path), json -> {
            List<FileSummary> files = new ArrayList<>();
            json.path("files").forEach(file -> files.add(ResultPages.summary(file.path("summary"))));
            return new Files(files, true, null);
        });
    }

    /** Deletes a file. */
    public HttpAnswer<String> delete(URI results, String fileId) throws InterruptedException {
        HttpRequest request = api(results).deleteFile(fileId).timeout(QUESTION).build();
        return ask(request, 204, json -> fileId);
    }

    /** All series of an ended file. */
    public HttpAnswer<Map<String, SeriesFigures>> series(URI results, String fileId) throws InterruptedException {
        Map<String, SeriesFigures> series = new HashMap<>();
        String cursor = null;
        do {
            HttpAnswer<SeriesPage> answer = get(api(results).result(fileId, cursor, LARGE_PAGE), SeriesPage::of);
            if (!(answer instanceof HttpAnswer.Found<SeriesPage> found)) {
                return answer.withoutValue();
            }
            series.putAll(found.value().series());
            cursor = found.value().next();
        } while (cursor != null);
        return new HttpAnswer.Found<>(series);
    }

    /** A page of the list. */
    public HttpAnswer<Files> files(URI results, @Nullable String cursor) throws InterruptedException {
        return get(api(results).files(cursor, LARGE_PAGE), json -> {
            List<FileSummary> files = new ArrayList<>();
            json.path("files").forEach(file -> files.add(ResultPages.summary(file)));
            String next = json.path("next_cursor").asString("");
            return new Files(files, json.path("partial").asBoolean(false), next.isEmpty() ? null : next);
        });
    }

    private <T> HttpAnswer<T> get(HttpRequest.Builder request, Function<JsonNode, T> value)
            throws InterruptedException {
        return ask(request.timeout(QUESTION).build(), 200, value);
    }

    private <T> HttpAnswer<T> ask(HttpRequest request, int expected, Function<JsonNode, T> value)
            throws InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            counts.add(UNREACHABLE);
            return new HttpAnswer.NotNow<>(e.toString());
        }
        int status = response.statusCode();
        String body = new String(response.body(), UTF_8);
        if (status == expected) {
            return new HttpAnswer.Found<>(
                    value.apply(body.isEmpty() ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(body)));
        }
        if (status == 503) {
            counts.add(UNAVAILABLE);
        }
        if (status == 404) {
            return new HttpAnswer.Missing<>();
        }
        return Problem.isTemporary(status)
                ? new HttpAnswer.NotNow<>("HTTP " + status + ": " + body)
                : new HttpAnswer.Wrong<>(status, body);
    }

    private static ApiRequests api(URI service) {
        return new ApiRequests(service);
    }
}
