package dev.sluice.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.SeriesProfile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A client of a local or remote Sluice that interprets its responses. A request is retried if its response is temporary
 * (425, 429, 503), after the time in {@code Retry-After}, and a GET also if its connection breaks, until the retries
 * take too long.
 */
public final class SluiceClient {
    private static final Duration MAX_PAUSE = Duration.ofSeconds(5);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LONG_POLL = Duration.ofSeconds(20);

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final RawClient http = new RawClient(Duration.ofSeconds(10));
    private final ApiRequests requests;
    private final Duration patience;

    /**
     * @param base the URL of a Sluice, with or without a trailing slash
     * @param patience the maximum time for retries
     */
    public SluiceClient(URI base, Duration patience) {
        this(base, patience, ClientKey.NONE);
    }

    /**
     * @param base the URL of a Sluice, with or without a trailing slash
     * @param patience the maximum time for retries
     */
    public SluiceClient(URI base, Duration patience, ClientKey key) {
        this.requests = new ApiRequests(base, key);
        this.patience = patience;
    }

    /**
     * Uploads a file of any size. A retry whose first attempt was stored after all gets its answer.
     *
     * @param filename the name under which it is stored
     * @param parameters the other parameters of {@code POST /upload}, by their names
     * @param sent receives the number of bytes sent so far
     * @return the 202's body, with {@code file_id}
     */
    public Reply upload(String filename, Path file, Map<String, String> parameters, LongConsumer sent)
            throws UnavailableException, InterruptedException {
        String key = newKey();
        // There is no timeout: the duration depends on the file's size.
        return reply(
                () -> requests.upload(filename, parameters, new CountingBody(body(file), sent))
                        .header(IDEMPOTENCY_KEY, key),
                patience);
    }

    /**
     * Uploads a stream of any size, which can be read only once: nothing is retried.
     *
     * @param filename the name under which it is stored
     * @param parameters the other parameters of {@code POST /upload}, by their names
     * @param sent receives the number of bytes sent so far
     * @return the 202's body, with {@code file_id}
     */
    public Reply uploadOnce(String filename, InputStream stream, Map<String, String> parameters, LongConsumer sent)
            throws UnavailableException, InterruptedException {
        BodyPublisher body = new CountingBody(BodyPublishers.ofInputStream(() -> stream), sent);
        return reply(() -> requests.upload(filename, parameters, body), Duration.ZERO);
    }

    /**
     * Validates the first rows of a file. Nothing is stored.
     *
     * @param filename the file's name
     * @param beginning the file, or its first part: the server reads no more of it than it needs, and a connection on
     *     which much is left unread ends without its answer
     * @param parameters the other parameters of {@code POST /upload}, by their names
     * @return the report
     */
    public Reply dryRun(String filename, byte[] beginning, Map<String, String> parameters)
            throws UnavailableException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put("dry_run", "true");
        return reply(() -> requests.upload(filename, all, BodyPublishers.ofByteArray(beginning)), patience);
    }

    /**
     * Uploads a body that is generated while it is sent, also if the same content is stored already.
     *
     * @param body supplies a new stream for each attempt
     * @return the 202's body, with {@code file_id}
     */
    public Reply upload(String filename, String dataset, Supplier<InputStream> body)
            throws UnavailableException, InterruptedException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("dataset", dataset);
        parameters.put("duplicate", "allow");
        String key = newKey();
        return reply(
                () -> requests.upload(filename, parameters, BodyPublishers.ofInputStream(body))
                        .header(IDEMPOTENCY_KEY, key),
                patience);
    }

    /** The status of a file as soon as it has ended, or its current status after about 20 s. */
    public Reply statusAtEnd(String fileId) throws UnavailableException, InterruptedException {
        return read(requests.statusAtEnd(fileId, LONG_POLL));
    }

    /** The status of a file. */
    public Reply status(String fileId) throws UnavailableException, InterruptedException {
        return read(requests.status(fileId));
    }

    /**
     * A page of a file's result.
     *
     * @param cursor the cursor from the previous page, or null for the first page
     * @param limit the maximum number of series
     */
    public Reply result(String fileId, @Nullable String cursor, int limit)
            throws UnavailableException, InterruptedException {
        return read(requests.result(fileId, cursor, limit));
    }

    /** The first series of a file over time, up to a limit. */
    public List<SeriesProfile> profiles(String fileId, int limit)
            throws UnavailableException, RefusedException, InterruptedException {
        JsonNode page = RefusedException.unlessDone(read(requests.profiles(fileId, null, limit)));
        return page.path("profiles")
                .valueStream()
                .map(profile -> Json.MAPPER.treeToValue(profile, SeriesProfile.class))
                .toList();
    }

    /**
     * A page of a file's windows.
     *
     * @param cursor the cursor from the previous page, or null for the first page
     * @param limit the maximum number of windows
     */
    public Reply windows(String fileId, @Nullable String cursor, int limit)
            throws UnavailableException, InterruptedException {
        return read(requests.windows(fileId, cursor, limit));
    }

    /**
     * A page of a file's rejects.
     *
     * @param cursor the cursor from the previous page, or null for the first page
     * @param limit the maximum number of rows
     */
    public Reply rejects(String fileId, @Nullable String cursor, int limit)
            throws UnavailableException, InterruptedException {
        return read(requests.rejects(fileId, cursor, limit));
    }

    /** The newest files. */
    public Reply files(int limit) throws UnavailableException, InterruptedException {
        return read(requests.files(null, limit));
    }

    /** The datasets that the server knows. */
    public Reply datasets() throws UnavailableException, InterruptedException {
        return read(requests.datasets());
    }

    /** Brokers, topics, and the lag of each stage. */
    public Reply system() throws UnavailableException, InterruptedException {
        return read(requests.system());
    }

    /** Waits until the server is ready. */
    public Reply awaitReady() throws UnavailableException, InterruptedException {
        return read(requests.readiness());
    }

    /** Writes the result of an ended file as CSV. Its size is unlimited: it is streamed, not kept in memory. */
    public void copyResultCsv(String fileId, Writer out)
            throws UnavailableException, RefusedException, InterruptedException {
        copy(requests.resultCsv(fileId), out);
    }

    /** Writes the windows of an ended file as CSV. */
    public void copyWindowsCsv(String fileId, Writer out)
            throws UnavailableException, RefusedException, InterruptedException {
        copy(requests.windowsCsv(fileId), out);
    }

    /** Writes the rejects of an ended file as CSV. */
    public void copyRejectsCsv(String fileId, Writer out)
            throws UnavailableException, RefusedException, InterruptedException {
        copy(requests.rejectsCsv(fileId), out);
    }

    private void copy(HttpRequest.Builder request, Writer out)
            throws UnavailableException, RefusedException, InterruptedException {
        HttpResponse<InputStream> response =
                answered(() -> request, BodyHandlers.ofInputStream(), SluiceClient::bytes, patience);
        if (response.statusCode() / 100 != 2) {
            throw new RefusedException(Problem.of(response.statusCode(), bytes(response.body())));
        }
        try (Reader body = new InputStreamReader(response.body(), UTF_8)) {
            body.transferTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UnavailableException(requests.base(), "the connection broke: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(InputStream body) {
        try (body) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply read(HttpRequest.Builder request) throws UnavailableException, InterruptedException {
        return reply(() -> request.timeout(READ_TIMEOUT), patience);
    }

    /** @param request supplies a new request for each attempt, as a body can be read only once */
    private Reply reply(Supplier<HttpRequest.Builder> request, Duration retries)
            throws UnavailableException, InterruptedException {
        HttpResponse<byte[]> response = answered(request, BodyHandlers.ofByteArray(), body -> body, retries);
        if (response.statusCode() / 100 != 2) {
            return new Reply.Refused(Problem.of(response.statusCode(), response.body()));
        }
        try {
            return new Reply.Done(Json.MAPPER.readTree(response.body()));
        } catch (JacksonException e) {
            throw new UnavailableException(requests.base(), "the server is not Sluice", e);
        }
    }

    /** The first response that isn't temporary. */
    private <T> HttpResponse<T> answered(
            Supplier<HttpRequest.Builder> builder, BodyHandler<T> handler, Function<T, byte[]> bytes, Duration retries)
            throws UnavailableException, InterruptedException {
        long deadline = System.nanoTime() + retries.toNanos();
        while (true) {
            HttpRequest request = builder.get().build();
            String why;
            Duration pause = Duration.ofMillis(500);
            try {
                HttpResponse<T> response = http.send(request, handler);
                if (!Problem.isTemporary(response.statusCode())) {
                    return response;
                }
                why = "HTTP " + response.statusCode() + ", "
                        + Problem.of(response.statusCode(), bytes.apply(response.body()))
                                .inWords();
                pause = pause(response);
            } catch (ConnectException e) {
                throw new UnavailableException(requests.base(), "connection refused", e);
            } catch (IOException e) {
                why = String.valueOf(e.getMessage());
                if (!request.method().equals("GET")) {
                    throw new UnavailableException(requests.base(), "the connection broke: " + why, e);
                }
            }
            if (retries.isZero() || System.nanoTime() + pause.toNanos() - deadline > 0) {
                throw new UnavailableException(requests.base(), why);
            }
            Thread.sleep(pause.toMillis());
        }
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    private static BodyPublisher body(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration pause(HttpResponse<?> response) {
        long seconds = response.headers().firstValueAsLong("Retry-After").orElse(1);
        return seconds < MAX_PAUSE.toSeconds() ? Duration.ofSeconds(Math.max(0, seconds)) : MAX_PAUSE;
    }
}
