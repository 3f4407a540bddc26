package dev.sluice.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.RejectsPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The aggregator's internal endpoint as both sides agreed on it, in front of any {@link FileQueries}. */
final class StubAggregator implements AutoCloseable {
    private final FileQueries queries;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    StubAggregator(FileQueries queries) throws IOException {
        this.queries = queries;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/internal", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/");
            Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
            int limit = Integer.parseInt(query.getOrDefault("limit", "0"));
            try {
                boolean delete = exchange.getRequestMethod().equals("DELETE");
                answer(
                        exchange,
                        delete
                                ? queries.delete(path[3])
                                : path[2].equals("files")
                                        ? ofFiles(path, query, limit)
                                        : ofDataset(path, query, limit));
            } catch (IllegalArgumentException e) {
                problem(exchange, 400, "invalid-cursor", String.valueOf(e.getMessage()));
            }
        }
    }

    private Answer<?> ofFiles(String[] path, Map<String, String> query, int limit) {
        if (path.length == 3) {
            return queries.files(query.get("cursor"), limit);
        }
        if (path.length == 4) {
            return queries.file(path[3]);
        }
        return switch (path[4]) {
            case "series" -> queries.series(path[3], query.get("after"), limit);
            case "rejects" ->
                queries.rejects(
                        path[3],
                        new RejectsPage.Filter(query.get("code"), query.get("field")),
                        query.get("cursor"),
                        limit);
            default -> new Answer.Missing<>();
        };
    }

    private Answer<?> ofDataset(String[] path, Map<String, String> query, int limit) {
        return switch (path[4]) {
            case "series" -> queries.allSeriesOverFiles(path[3], query.get("after"), limit);
            case "series-of" -> queries.seriesOverFiles(path[3], String.valueOf(query.get("key")));
            case "totals" -> queries.totals(path[3]);
            default -> new Answer.Missing<>();
        };
    }

    private static void answer(HttpExchange exchange, Answer<?> answer) throws IOException {
        if (answer instanceof Answer.Found<?> found) {
            send(exchange, 200, "application/json", Json.MAPPER.writeValueAsBytes(found.value()));
        } else if (answer instanceof Answer.Unavailable<?> unavailable) {
            exchange.getResponseHeaders()
                    .set("Retry-After", Long.toString(unavailable.retryAfter().toSeconds()));
            problem(exchange, 503, "unavailable", unavailable.reason());
        } else {
            String what = exchange.getRequestURI().getPath().endsWith("/series-of") ? "series" : "file";
            problem(exchange, 404, "unknown-" + what, "there is no such " + what);
        }
    }

    private static void problem(HttpExchange exchange, int status, String code, String detail) throws IOException {
        byte[] body = Json.MAPPER.writeValueAsBytes(Map.of("status", status, "code", code, "detail", detail));
        send(exchange, status, "application/problem+json", body);
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static Map<String, String> query(@Nullable String raw) {
        return raw == null
                ? Map.of()
                : Arrays.stream(raw.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
    }
}
