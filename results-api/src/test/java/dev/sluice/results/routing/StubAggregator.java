package dev.sluice.results.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.results.FakeFileQueries;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.ownership.Ownership;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FilesPage;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.SeriesWindows;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A fake instance of the aggregator: the agreed internal endpoint over a separate set of files. The test sets which
 * partitions it owns and follows; a file in its memory is shown only if its partition is one of them.
 */
public final class StubAggregator implements AutoCloseable {
    private final FakeFileQueries files;
    private final int partitions;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Set<Integer> owned;
    private volatile Set<Integer> followed = Set.of();
    private volatile List<Ownership.Owner> others = List.of();
    private volatile String name;
    private volatile CountDownLatch pause = new CountDownLatch(0);
    private volatile CountDownLatch pauseOfOwnership = new CountDownLatch(0);

    /** The only instance, with the only partition. */
    public StubAggregator(FakeFileQueries files) throws IOException {
        this(files, 1, 0);
    }

    public StubAggregator(FakeFileQueries files, int partitions, Integer... owned) throws IOException {
        this(InetAddress.getLoopbackAddress(), 0, files, partitions, owned);
    }

    public StubAggregator(InetAddress address, int port, FakeFileQueries files, int partitions, Integer... owned)
            throws IOException {
        this.files = files;
        this.partitions = partitions;
        this.owned = Set.of(owned);
        server = HttpServer.create(new InetSocketAddress(address, port), 0);
        name = url().toString();
        server.createContext("/internal", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public URI url() {
        InetAddress address = server.getAddress().getAddress();
        String host = address.equals(InetAddress.getLoopbackAddress()) ? "localhost" : address.getHostAddress();
        return URI.create("http://" + host + ":" + server.getAddress().getPort());
    }

    /** From now on it owns these, and has copies of those. */
    void holds(Set<Integer> nowOwned, Set<Integer> nowFollowed) {
        owned = nowOwned;
        followed = nowFollowed;
    }

    /** From now on it tells this of other instances. */
    void reportOwners(Ownership.Owner... ofOthers) {
        others = List.of(ofOthers);
    }

    /** From now on it is called that by itself. */
    void isCalled(String newName) {
        name = newName;
    }

    /** From now on it takes questions and answers none, as a stopped process does. */
    void pause() {
        pause = new CountDownLatch(1);
        pauseOfOwnership = pause;
    }

    /** Likewise, but it still says who owns what. */
    void pauseAllButOwnership() {
        pause = new CountDownLatch(1);
    }

    /** The questions it got, each as path and query, those for who owns what left out. */
    List<String> asked() {
        return asked;
    }

    @Override
    public void close() {
        pause.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
            boolean own = exchange.getRequestURI().getPath().startsWith("/internal/own/");
            String[] path = exchange.getRequestURI()
                    .getPath()
                    .replaceFirst("/internal/own/", "/internal/")
                    .split("/");
            String client = own ? query.get("client") : null;
            if (path[2].equals("ownership")) {
                pauseOfOwnership.await();
                send(exchange, 200, "application/json", Json.MAPPER.writeValueAsBytes(ownership()));
                return;
            }
            asked.add(exchange.getRequestURI().toString().substring("/internal".length()));
            pause.await();
            try {
                answer(exchange, exchange.getRequestMethod(), path, client, query);
            } catch (IllegalArgumentException e) {
                problem(exchange, 400, "invalid-cursor", String.valueOf(e.getMessage()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Ownership ownership() {
        return new Ownership(
                name,
                partitions,
                IntStream.range(0, partitions)
                        .mapToObj(partition -> new Ownership.Owner(
                                partition,
                                owned.contains(partition) ? name : ownership(partition),
                                followed.contains(partition) ? List.of(name) : List.of()))
                        .toList());
    }

    private @Nullable String ownership(int partition) {
        return others.stream()
                .filter(owner -> owner.partition() == partition)
                .map(Ownership.Owner::active)
                .findFirst()
                .orElse(null);
    }

    private FileQueries of(@Nullable String client) {
        return client == null ? files : files.ofClient(client);
    }

    private void answer(
            HttpExchange exchange, String method, String[] path, @Nullable String client, Map<String, String> query)
            throws IOException {
        boolean ofOneFile = path[2].equals("files") && path.length > 3;
        Set<Integer> about = ofOneFile
                ? Set.of(FileIds.partition(path[3], partitions))
                : Arrays.stream(String.valueOf(query.get("partitions")).split(","))
                        .map(Integer::valueOf)
                        .collect(Collectors.toSet());
        boolean fromStandby = "standby".equals(query.get("from"));
        if (!fromStandby && !owned.containsAll(about)) {
            problem(exchange, 503, "not-owner", name + " does not own " + about);
            return;
        }
        if (fromStandby && ofOneFile && !hasEndOf(client, path[3])) {
            problem(exchange, 503, "unavailable", name + " has not seen the end of " + path[3]);
            return;
        }
        if (method.equals("DELETE")) {
            answer(exchange, of(client).delete(path[3]));
            return;
        }
        int limit = Integer.parseInt(query.getOrDefault("limit", "0"));
        answer(exchange, answer(path, client, query, limit, about, fromStandby));
    }

    private boolean hasEndOf(@Nullable String client, String fileId) {
        return of(client).file(fileId) instanceof Answer.Found<FileSummary> found
                && found.value().status().terminal()
                && (followed.contains(FileIds.partition(fileId, partitions))
                        || owned.contains(FileIds.partition(fileId, partitions)));
    }

    private Answer<?> answer(
            String[] path,
            @Nullable String client,
            Map<String, String> query,
            int limit,
            Set<Integer> about,
            boolean onlyEnded) {
        if (path[2].equals("clients")) {
            return files.clientUses(Instant.ofEpochMilli(Long.parseLong(query.getOrDefault("now", ""))));
        }
        if (path[2].equals("datasets")) {
            return ofDataset(path, client, query, limit);
        }
        if (path.length == 3) {
            String status = query.get("status");
            FilesPage.Filter filter =
                    new FilesPage.Filter(status == null ? null : FileStatus.valueOf(status), query.get("q"));
            return files.filesPart(
                    query.get("cursor"),
                    limit,
                    file -> filter.accepts(file)
                            && (client == null || client.equals(file.client()))
                            && about.contains(FileIds.partition(file.fileId(), partitions))
                            && (!onlyEnded || file.status().terminal()));
        }
        return ofFile(of(client), path, query, limit);
    }

    private static Answer<?> ofFile(FileQueries files, String[] path, Map<String, String> query, int limit) {
        if (path.length == 4) {
            return files.file(path[3]);
        }
        return switch (path[4]) {
            case "series" -> files.series(path[3], query.get("after"), limit);
            case "profiles" -> files.profiles(path[3], query.get("after"), limit);
            case "profile-of" -> files.profile(path[3], String.valueOf(query.get("key")));
            case "windows" -> files.windows(path[3], windows(query), windowAfter(query), limit);
            case "rejects" ->
                files.rejects(
                        path[3],
                        new RejectsPage.Filter(query.get("code"), query.get("field")),
                        query.get("cursor"),
                        limit);
            default -> new Answer.Missing<>();
        };
    }

    private Answer<?> ofDataset(String[] path, @Nullable String client, Map<String, String> query, int limit) {
        String dataset = client == null ? path[3] : FakeFileQueries.ownDataset(client, path[3]);
        return switch (path[4]) {
            case "series" -> files.sums(dataset, query.get("after"), limit);
            case "series-of" -> files.sum(dataset, String.valueOf(query.get("key")));
            case "windows" -> files.windowSums(dataset, windows(query), windowAfter(query), limit);
            case "totals" -> files.totals(dataset);
            default -> new Answer.Missing<>();
        };
    }

    private static SeriesWindows.Filter windows(Map<String, String> query) {
        return new SeriesWindows.Filter(
                query.get("key"),
                Long.parseLong(String.valueOf(query.get("since"))),
                Long.parseLong(String.valueOf(query.get("until"))));
    }

    private static SeriesWindows.@Nullable Key windowAfter(Map<String, String> query) {
        String cursor = query.get("cursor");
        return cursor == null ? null : SeriesWindows.Key.parse(cursor);
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
