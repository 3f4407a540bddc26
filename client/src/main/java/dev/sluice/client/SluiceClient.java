package dev.sluice.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Talks HTTP to a Sluice, here or elsewhere. "Not now" (425, 429, 503) is asked again after the time that the answer
 * names, and a broken connection too where nothing but reading was asked for, until patience ends.
 */
public final class SluiceClient {
    private static final Set<Integer> NOT_NOW = Set.of(425, 429, 503);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration ONE_READING = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI base;
    private final Duration patience;

    /**
     * @param base where the Sluice is, with or without a slash at the end
     * @param patience how long to go on asking while there is no answer
     */
    public SluiceClient(URI base, Duration patience) {
        String text = base.toString();
        this.base = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        this.patience = patience;
    }

    /**
     * Uploads a file, whatever its size.
     *
     * @param parameters of {@code POST /upload}, by name; the file's name is added
     * @param sent is told the bytes sent so far
     * @return the 202's body, with {@code file_id}
     */
    public Reply upload(Path file, Map<String, String> parameters, LongConsumer sent)
            throws UnavailableException, InterruptedException {
        StringBuilder query = new StringBuilder("filename=").append(encode(String.valueOf(file.getFileName())));
        parameters.forEach((name, value) ->
                query.append('&').append(encode(name)).append('=').append(encode(value)));
        // No time limit: a large file takes as long as it takes.
        return ask(() -> HttpRequest.newBuilder(at("/upload?" + query))
                .header("Content-Type", "text/csv")
                .POST(body(file, sent))
                .build());
    }

    /**
     * Uploads what is made while it is sent.
     *
     * @param body makes it, once for each time that it is sent
     * @return the 202's body, with {@code file_id}
     */
    public Reply upload(String filename, String dataset, Supplier<InputStream> body)
            throws UnavailableException, InterruptedException {
        String query = "?filename=" + encode(filename) + "&dataset=" + encode(dataset);
        return ask(() -> HttpRequest.newBuilder(at("/upload" + query))
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofInputStream(body))
                .build());
    }

    /** Where a file stands once it has ended, or after some 20 s. */
    public Reply statusAtEnd(String fileId) throws UnavailableException, InterruptedException {
        return ask(() -> reading("/status/" + encode(fileId) + "?wait=20"));
    }

    /** Where a file stands. */
    public Reply status(String fileId) throws UnavailableException, InterruptedException {
        return ask(() -> reading("/status/" + encode(fileId)));
    }

    /**
     * A page of a file's result.
     *
     * @param cursor from the page before, or null for the first
     * @param limit how many series at most
     */
    Reply result(String fileId, @Nullable String cursor, int limit) throws UnavailableException, InterruptedException {
        String from = cursor == null ? "" : "&cursor=" + encode(cursor);
        return ask(() -> reading("/results/" + encode(fileId) + "?limit=" + limit + from));
    }

    /**
     * A page of a file's rejects.
     *
     * @param cursor from the page before, or null for the first
     * @param limit how many rows at most
     */
    public Reply rejects(String fileId, @Nullable String cursor, int limit)
            throws UnavailableException, InterruptedException {
        String from = cursor == null ? "" : "&cursor=" + encode(cursor);
        return ask(() -> reading("/results/" + encode(fileId) + "/rejects?limit=" + limit + from));
    }

    /** The newest files. */
    public Reply files(int limit) throws UnavailableException, InterruptedException {
        return ask(() -> reading("/files?limit=" + limit));
    }

    /** What the brokers hold, and how far it is worked off. */
    public Reply system() throws UnavailableException, InterruptedException {
        return ask(() -> reading("/system"));
    }

    /** Writes a file's result as CSV, once it has ended; whatever its size, it isn't kept in memory. */
    public void copyResultCsv(String fileId, Writer out)
            throws UnavailableException, RefusedException, InterruptedException {
        copy("/results/" + encode(fileId) + ".csv", out);
    }

    /** Writes a file's rejects as CSV, once it has ended. */
    public void copyRejectsCsv(String fileId, Writer out)
            throws UnavailableException, RefusedException, InterruptedException {
        copy("/results/" + encode(fileId) + "/rejects.csv", out);
    }

    private void copy(String path, Writer out) throws UnavailableException, RefusedException, InterruptedException {
        HttpResponse<InputStream> response = answered(
                () -> HttpRequest.newBuilder(at(path)).GET().build(),
                BodyHandlers.ofInputStream(),
                SluiceClient::bytes);
        if (response.statusCode() / 100 != 2) {
            throw new RefusedException(Problem.of(response.statusCode(), bytes(response.body())));
        }
        try (Reader body = new InputStreamReader(response.body(), UTF_8)) {
            body.transferTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UnavailableException(base, "the connection broke: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(InputStream body) {
        try (body) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when the Sluice says that it can do all it is for. */
    public Reply awaitReady() throws UnavailableException, InterruptedException {
        return ask(() -> reading("/readyz"));
    }

    private Reply ask(Question question) throws UnavailableException, InterruptedException {
        return reply(answered(question, BodyHandlers.ofByteArray(), body -> body));
    }

    /** The first answer that is more than "not now". */
    private <T> HttpResponse<T> answered(Question question, BodyHandler<T> handler, Function<T, byte[]> bytes)
            throws UnavailableException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            HttpRequest request = question.ask();
            String why;
            Duration pause = Duration.ofMillis(500);
            try {
                HttpResponse<T> response = http.send(request, handler);
                if (!NOT_NOW.contains(response.statusCode())) {
                    return response;
                }
                why = "HTTP " + response.statusCode() + ", "
                        + Problem.of(response.statusCode(), bytes.apply(response.body()))
                                .inWords();
                pause = pause(response);
            } catch (ConnectException e) {
                throw new UnavailableException(base, "nothing listens there", e);
            } catch (IOException e) {
                why = String.valueOf(e.getMessage());
                if (!request.method().equals("GET")) {
                    throw new UnavailableException(base, "the connection broke: " + why, e);
                }
            }
            if (System.nanoTime() + pause.toNanos() - deadline > 0) {
                throw new UnavailableException(base, why);
            }
            Thread.sleep(pause.toMillis());
        }
    }

    private Reply reply(HttpResponse<byte[]> response) throws UnavailableException {
        if (response.statusCode() / 100 != 2) {
            return new Reply.Refused(Problem.of(response.statusCode(), response.body()));
        }
        try {
            return new Reply.Done(Json.MAPPER.readTree(response.body()));
        } catch (JacksonException e) {
            throw new UnavailableException(base, "what answers there is no Sluice", e);
        }
    }

    private HttpRequest reading(String path) {
        return HttpRequest.newBuilder(at(path))
                .header("Accept", "application/json")
                .timeout(ONE_READING)
                .GET()
                .build();
    }

    private URI at(String path) {
        return URI.create(base + path);
    }

    private static BodyPublisher body(Path file, LongConsumer sent) {
        try {
            return new CountingBody(file, sent);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration pause(HttpResponse<?> response) {
        long seconds = response.headers().firstValueAsLong("Retry-After").orElse(1);
        return seconds < LONGEST_PAUSE.toSeconds() ? Duration.ofSeconds(Math.max(0, seconds)) : LONGEST_PAUSE;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /** A request, made anew for each time it is sent, as a body can be read only once. */
    private interface Question {
        HttpRequest ask();
    }
}
