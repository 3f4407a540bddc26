package dev.sluice.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FilesPage;
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
        server.createContext("/internal/files", this::handle);
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
            if (path.length == 3) {
                answerFiles(exchange, query.get("cursor"), limit);
            } else if (path.length == 4) {
                answer(exchange, queries.file(path[3]));
            } else {
                answer(exchange, queries.series(path[3], query.get("after"), limit));
            }
        }
    }

    private void answerFiles(HttpExchange exchange, @Nullable String cursor, int limit) throws IOException {
        Answer<FilesPage> answer;
        try {
            answer = queries.files(cursor, limit);
        } catch (IllegalArgumentException e) {
            problem(exchange, 400, "invalid-cursor", String.valueOf(e.getMessage()));
            return;
        }
        answer(exchange, answer);
    }

    private static void answer(HttpExchange exchange, Answer<?> answer) throws IOException {
        if (answer instanceof Answer.Found<?> found) {
            send(exchange, 200, "application/json", Json.MAPPER.writeValueAsBytes(found.value()));
        } else if (answer instanceof Answer.Unavailable<?> unavailable) {
            exchange.getResponseHeaders()
                    .set("Retry-After", Long.toString(unavailable.retryAfter().toSeconds()));
            problem(exchange, 503, "unavailable", unavailable.reason());
        } else {
            problem(exchange, 404, "unknown-file", "there is no such file");
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
