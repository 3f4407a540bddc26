package dev.sluice.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.schemas.message.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's side of one resumable upload, in memory. It fails where a test wants it to: each fault counts for one
 * {@code PATCH}.
 */
public final class StubGateway implements AutoCloseable {
    private static final String ID = "upload-1";

    private final Log log;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();

    /** What the gateways of one Sluice share. */
    public static final class Log {
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private long length = -1;
        private String idempotencyKey = "";
        private boolean deleted;
        private Fault.@Nullable Refusal end;

        /** What has arrived, as text. */
        public synchronized String content() {
            return content.toString(UTF_8);
        }

        /** The key with which the upload was opened. */
        public synchronized String idempotencyKey() {
            return idempotencyKey;
        }

        /** Whether the client has deleted the upload. */
        public synchronized boolean isDeleted() {
            return deleted;
        }
    }

    /** How a {@code PATCH} fails. */
    public interface Fault {
        /** The connection breaks after so many more bytes have arrived. */
        record Break(int after) implements Fault {}

        /** All arrives, and the answer doesn't. */
        record LostAnswer() implements Fault {}

        /** Nothing is read, and nothing answered, until the client gives up. */
        record Silence() implements Fault {}

        /** Nothing is taken; this is the answer. */
        record Refusal(int status, Map<String, ?> problem) implements Fault {}

        /** The connection breaks, as the upload has ended for a reason, which the next answer has. */
        record End(Refusal reason) implements Fault {}

        /** All arrives; this is the answer. */
        record Outcome(int status, String header, String value, Map<String, ?> problem) implements Fault {}
    }

    public StubGateway(Log log) throws IOException {
        this.log = log;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/uploads", this::answer);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Fails the next requests that append. */
    public StubGateway failing(Fault... next) {
        faults.addAll(List.of(next));
        return this;
    }

    /** The methods and targets that came. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        switch (exchange.getRequestMethod()) {
            case "POST" -> open(exchange);
            case "HEAD" -> reply(exchange, log.deleted || log.end != null ? 410 : 200, Map.of());
            case "PATCH" -> append(exchange);
            case "DELETE" -> {
                synchronized (log) {
                    log.deleted = true;
                }
                reply(exchange, 204, Map.of());
            }
            default -> reply(exchange, 405, Map.of());
        }
    }

    private void open(HttpExchange exchange) throws IOException {
        synchronized (log) {
            log.length = Long.parseLong(exchange.getRequestHeaders().getFirst("Upload-Length"));
            log.idempotencyKey = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        }
        exchange.getResponseHeaders().set("Location", "/in/uploads/" + ID);
        reply(exchange, 201, Map.of());
    }

    private void append(HttpExchange exchange) throws IOException {
        Fault fault = faults.poll();
        long offset = Long.parseLong(exchange.getRequestHeaders().getFirst("Upload-Offset"));
        if (fault instanceof Fault.End end) {
            log.end = end.reason();
            exchange.close();
            return;
        }
        Fault.Refusal refusal = fault instanceof Fault.Refusal told ? told : log.end;
        if (refusal != null) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            reply(exchange, refusal.status(), refusal.problem());
        } else if (fault instanceof Fault.Silence) {
            // The client breaks the connection off; its end of the request is then read as an error.
            return;
        } else if (offset != log.content.size()) {
            reply(exchange, 409, Map.of("code", "wrong-offset"));
        } else {
            int most = fault instanceof Fault.Break broken ? broken.after() : Integer.MAX_VALUE;
            take(exchange.getRequestBody(), most);
            if (fault instanceof Fault.Break || fault instanceof Fault.LostAnswer) {
                exchange.close();
            } else if (fault instanceof Fault.Outcome outcome) {
                exchange.getResponseHeaders().set(outcome.header(), outcome.value());
                reply(exchange, outcome.status(), outcome.problem());
            } else {
                reply(exchange, 204, Map.of());
            }
        }
    }

    private void take(InputStream body, int most) throws IOException {
        byte[] bytes = body.readNBytes(most);
        synchronized (log) {
            log.content.write(bytes);
        }
    }

    private void reply(HttpExchange exchange, int status, Map<String, ?> problem) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Upload-Offset", Integer.toString(log.content.size()));
            byte[] body = problem.isEmpty() ? new byte[0] : Json.MAPPER.writeValueAsBytes(problem);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
