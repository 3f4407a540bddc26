package dev.sluice.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.tabular.row.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An HTTP server that answers as told. Answers are queued by method and path; the last one of a path is given again and
 * again.
 */
public final class StubSluice implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Queue<Answer>> answers = Collections.synchronizedMap(new HashMap<>());
    private final List<Received> received = Collections.synchronizedList(new ArrayList<>());

    public StubSluice() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** What came: the method, the path with its query, two headers, and the body as text. */
    record Received(
            String method,
            String target,
            String contentType,
            @Nullable String idempotencyKey,
            String body) {}

    private record Answer(int status, Map<String, String> headers, String body) {}

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public StubSluice on(String request, int status, Object body) {
        return on(request, status, Map.of(), body);
    }

    /**
     * @param request method and path with query: {@code GET /status/1}
     * @param body text as it is, anything else as JSON
     */
    public StubSluice on(String request, int status, Map<String, String> headers, Object body) {
        String text = body instanceof String s ? s : Json.MAPPER.writeValueAsString(body);
        answers.computeIfAbsent(request, r -> new ArrayDeque<>()).add(new Answer(status, headers, text));
        return this;
    }

    /** A file that is accepted at once, and ends after one look at it in between. */
    public StubSluice accepts(String filename, FileSummary end, Map<String, SeriesFigures> sensors) {
        ObjectNode result = Json.MAPPER.valueToTree(end);
        result.set("aggregated_data", Json.MAPPER.valueToTree(sensors));
        return on("POST /upload?filename=" + filename, 202, Map.of("file_id", end.fileId()))
                .on("GET /status/" + end.fileId(), 200, summary(end.fileId(), FileStatus.PROCESSING, end.filename()))
                .on("GET /status/" + end.fileId(), 200, end)
                .on("GET /results/" + end.fileId() + "?limit=50", 200, result)
                .on("GET /results/" + end.fileId() + "?limit=10000", 200, result);
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    /** The bodies that came with a method, in their order. */
    public List<String> bodies(String method) {
        return received().stream()
                .filter(each -> each.method().equals(method))
                .map(Received::body)
                .toList();
    }

    public static FileSummary summary(String id, FileStatus status, String filename) {
        boolean partial = status == FileStatus.PARTIAL;
        return new FileSummary(
                id,
                status,
                !status.terminal(),
                status == FileStatus.FAILED ? new Fault("no-valid-row", "no row is valid") : null,
                "upload",
                "sensor-readings",
                filename,
                null,
                Instant.parse("2026-11-20T10:00:00Z"),
                status.terminal() ? Instant.parse("2026-11-20T10:00:01.500Z") : null,
                status.terminal() ? 1.5 : null,
                status.terminal() ? new FileSummary.StageTimes(1.0, 0.3, 0.2) : null,
                4,
                partial ? 3 : 4,
                partial ? 1 : 0,
                2,
                null,
                0,
                partial ? List.of(new FileSummary.ErrorCount("type-error", "value", 1)) : List.of(),
                new FileSummary.Progress(100, 2, true, 2, 4, 4));
    }

    public static SeriesFigures statistics(long count, double min, double max) {
        return new SeriesFigures(
                count, min, max, (min + max) / 2, count * (min + max) / 2, 0.5, Instant.EPOCH, Instant.EPOCH, null);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestURI().toString();
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            received.add(new Received(
                    exchange.getRequestMethod(),
                    target,
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                    body));
            Queue<Answer> queue = answers.getOrDefault(exchange.getRequestMethod() + " " + target, new ArrayDeque<>());
            Answer answer = queue.size() > 1 ? queue.remove() : queue.peek();
            if (answer == null) {
                answer = new Answer(404, Map.of(), "no answer is set for " + target);
            }
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
