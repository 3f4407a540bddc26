package dev.sluice.chaos.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.chaos.report.Counts;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesFigures;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks the services as any client would, and says what came of it; nothing is tried twice. Counts the 503s. */
public final class SluiceHttp {
    public static final String UNAVAILABLE = "answers with 503";
    static final String UNREACHABLE = "requests that nobody answered";

    /** Marked, so that the access log tells the rig's questions from those of results-api. */
    static final String COPY = "from=standby&by=rig";

    private static final Set<Integer> NOT_NOW = Set.of(425, 429, 503);
    private static final Duration QUESTION = Duration.ofSeconds(15);
    private static final int LARGE_PAGE = 1_000;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Counts counts;

    public SluiceHttp(Counts counts) {
        this.counts = counts;
    }

    /**
     * Some files.
     *
     * @param partial whether parts of the list are missing
     * @param next the cursor to go on with, or null
     */
    public record Files(
            List<FileSummary> files,
            boolean partial,
            @Nullable String next) {}

    public boolean isReady(URI service) throws InterruptedException {
        return get(URI.create(service + "/readyz"), json -> json) instanceof HttpAnswer.Found;
    }

    /** Uploads a file; its id. */
    public HttpAnswer<String> upload(URI gateway, String name, Supplier<InputStream> body, Duration timeout)
            throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway + "/upload?filename=" + encoded(name)))
                .header("Content-Type", "text/csv")
                .timeout(timeout)
                .POST(BodyPublishers.ofInputStream(body))
                .build();
        return ask(request, 202, json -> json.path("file_id").asString());
    }

    public HttpAnswer<FileSummary> status(URI results, String fileId) throws InterruptedException {
        return get(
                URI.create(results + "/status/" + encoded(fileId)),
                json -> Json.MAPPER.treeToValue(json, FileSummary.class));
    }

    /** What stands at the top of a file's result. */
    public HttpAnswer<FileSummary> result(URI results, String fileId) throws InterruptedException {
        return get(
                URI.create(results + "/results/" + encoded(fileId) + "?limit=1"),
                json -> Json.MAPPER.treeToValue(json, FileSummary.class));
    }

    /**
     * What one aggregator knows of a file.
     *
     * @param copy whether it is asked as the holder of a copy, and not as the owner
     */
    public HttpAnswer<FileSummary> atAggregator(URI aggregator, String fileId, boolean copy)
            throws InterruptedException {
        return get(
                URI.create(aggregator + "/internal/files/" + encoded(fileId) + (copy ? "?" + COPY : "")),
                json -> Json.MAPPER.treeToValue(json, FileSummary.class));
    }

    /** The newest files of a partition, at one aggregator, as the owner or as the holder of a copy. */
    public HttpAnswer<Files> filesAtAggregator(URI aggregator, int partition, boolean copy)
            throws InterruptedException {
        String from = copy ? "&" + COPY : "";
        return get(URI.create(aggregator + "/internal/files?partitions=" + partition + "&limit=200" + from), json -> {
            List<FileSummary> files = new ArrayList<>();
            json.path("files")
                    .forEach(file -> files.add(Json.MAPPER.treeToValue(file.path("summary"), FileSummary.class)));
            return new Files(files, true, null);
        });
    }

    /** Deletes a file. */
    public HttpAnswer<String> delete(URI results, String fileId) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(results + "/files/" + encoded(fileId)))
                .timeout(QUESTION)
                .DELETE()
                .build();
        return ask(request, 204, json -> fileId);
    }

    /** All series of a file that has ended. */
    public HttpAnswer<Map<String, SeriesFigures>> series(URI results, String fileId) throws InterruptedException {
        Map<String, SeriesFigures> series = new HashMap<>();
        String cursor = "";
        do {
            String from = cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor);
            URI page = URI.create(results + "/results/" + encoded(fileId) + "?limit=" + LARGE_PAGE + from);
            HttpAnswer<JsonNode> answer = get(page, json -> json);
            if (!(answer instanceof HttpAnswer.Found<JsonNode> found)) {
                return answer.withoutValue();
            }
            found.value()
                    .path("aggregated_data")
                    .forEachEntry(
                            (name, figures) -> series.put(name, Json.MAPPER.treeToValue(figures, SeriesFigures.class)));
            cursor = found.value().path("next_cursor").asString("");
        } while (!cursor.isEmpty());
        return new HttpAnswer.Found<>(series);
    }

    /** A page of the listing. */
    public HttpAnswer<Files> files(URI results, @Nullable String cursor) throws InterruptedException {
        String from = cursor == null ? "" : "&cursor=" + encoded(cursor);
        return get(URI.create(results + "/files?limit=" + LARGE_PAGE + from), json -> {
            List<FileSummary> files = new ArrayList<>();
            json.path("files").forEach(file -> files.add(Json.MAPPER.treeToValue(file, FileSummary.class)));
            String next = json.path("next_cursor").asString("");
            return new Files(files, json.path("partial").asBoolean(false), next.isEmpty() ? null : next);
        });
    }

    private <T> HttpAnswer<T> get(URI uri, Function<JsonNode, T> value) throws InterruptedException {
        return ask(HttpRequest.newBuilder(uri).timeout(QUESTION).build(), 200, value);
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
        return NOT_NOW.contains(status)
                ? new HttpAnswer.NotNow<>("HTTP " + status + ": " + body)
                : new HttpAnswer.Wrong<>(status, body);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
