package dev.sluice.objects.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes requests on, and can answer them with 503 SlowDown, or break off answers. */
final class FaultyProxy implements AutoCloseable {
    /** Headers that the client sets itself. */
    private static final Set<String> OWN = Set.of("host", "connection", "content-length", "expect", "upgrade");

    private final URI target;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger toSlowDown = new AtomicInteger();
    private final AtomicInteger slowedDown = new AtomicInteger();
    private final AtomicInteger toBreak = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private volatile int breakAfter;

    FaultyProxy(URI target) throws IOException {
        this.target = target;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers the next requests with 503 SlowDown. */
    void slowDown(int requests) {
        slowedDown.set(0);
        toSlowDown.set(requests);
    }

    /** Breaks off the next answers after so many bytes. */
    void breakAfter(int bytes, int answers) {
        broken.set(0);
        breakAfter = bytes;
        toBreak.set(answers);
    }

    void answerNormally() {
        toSlowDown.set(0);
        toBreak.set(0);
    }

    int slowedDown() {
        return slowedDown.get();
    }

    int broken() {
        return broken.get();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (toSlowDown.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                slowedDown.incrementAndGet();
                byte[] slower = "<Error><Code>SlowDown</Code><Message>later</Message></Error>".getBytes();
                exchange.sendResponseHeaders(503, slower.length);
                exchange.getResponseBody().write(slower);
                return;
            }
            answer(exchange, send(exchange, body));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private HttpResponse<InputStream> send(HttpExchange exchange, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(target + exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private void answer(HttpExchange exchange, HttpResponse<InputStream> response) throws IOException {
        response.headers().map().forEach((name, values) -> {
            if (!OWN.contains(name) && !name.equals("transfer-encoding")) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        byte[] body;
        try (InputStream in = response.body()) {
            body = in.readAllBytes();
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            response.headers().firstValue("content-length").ifPresent(length -> exchange.getResponseHeaders()
                    .set("Content-Length", length));
        }
        exchange.sendResponseHeaders(response.statusCode(), head || body.length == 0 ? -1 : body.length);
        if (head || body.length == 0) {
            return;
        }
        OutputStream out = exchange.getResponseBody();
        if (body.length > breakAfter && toBreak.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            broken.incrementAndGet();
            out.write(body, 0, breakAfter);
            out.flush();
            // Closing the exchange with bytes missing closes the connection.
            return;
        }
        out.write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
