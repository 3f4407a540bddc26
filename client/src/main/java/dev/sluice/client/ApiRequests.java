package dev.sluice.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the requests of Sluice's HTTP API at one address. {@link RawClient} sends them; a caller may add a timeout or
 * headers before.
 */
public final class ApiRequests {
    private final String base;

    /** @param base where the Sluice is, with or without a slash at the end */
    public ApiRequests(URI base) {
        String text = base.toString();
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** The address, without a slash at its end. */
    public URI base() {
        return URI.create(base);
    }

    /** {@code GET} of a path with its query, which is encoded already. */
    public HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).GET();
    }

    /** {@code DELETE} of a path, which is encoded already. */
    public HttpRequest.Builder delete(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).DELETE();
    }

    /** {@code POST} to a path with its query, which is encoded already. */
    public HttpRequest.Builder post(String path, String contentType, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", contentType)
                .POST(body);
    }

    /**
     * Uploads a file.
     *
     * @param parameters of {@code POST /upload} beside the name, by name
     */
    public HttpRequest.Builder upload(String filename, Map<String, String> parameters, BodyPublisher body) {
        StringBuilder query = new StringBuilder("filename=").append(encode(filename));
        parameters.forEach((name, value) ->
                query.append('&').append(encode(name)).append('=').append(encode(value)));
        return post("/upload?" + query, "text/csv", body);
    }

    /** Whether it is ready. */
    public HttpRequest.Builder readiness() {
        return json("/readyz");
    }

    /** The status of a file. */
    public HttpRequest.Builder status(String fileId) {
        return json("/status/" + encode(fileId));
    }

    /**
     * The status of a file as soon as it is terminal, as a long poll.
     *
     * @param longest after which the status is told as it is
     */
    public HttpRequest.Builder statusAtEnd(String fileId, Duration longest) {
        return json("/status/" + encode(fileId) + "?wait=" + longest.toSeconds());
    }

    /**
     * A page of a file's result.
     *
     * @param cursor of the page before, or null for the first page
     * @param limit how many series at most
     */
    public HttpRequest.Builder result(String fileId, @Nullable String cursor, int limit) {
        return json("/results/" + encode(fileId) + page(cursor, limit));
    }

    /** A file's result as CSV. */
    public HttpRequest.Builder resultCsv(String fileId) {
        return get("/results/" + encode(fileId) + ".csv");
    }

    /**
     * A page of a file's rejects.
     *
     * @param cursor of the page before, or null for the first page
     * @param limit how many rows at most
     */
    public HttpRequest.Builder rejects(String fileId, @Nullable String cursor, int limit) {
        return json("/results/" + encode(fileId) + "/rejects" + page(cursor, limit));
    }

    /** A file's rejects as CSV. */
    public HttpRequest.Builder rejectsCsv(String fileId) {
        return get("/results/" + encode(fileId) + "/rejects.csv");
    }

    /**
     * A page of the list of files, the newest first.
     *
     * @param cursor of the page before, or null for the first page
     * @param limit how many files at most
     */
    public HttpRequest.Builder files(@Nullable String cursor, int limit) {
        return json("/files" + page(cursor, limit));
    }

    /** Deletes a file. */
    public HttpRequest.Builder deleteFile(String fileId) {
        return delete("/files/" + encode(fileId));
    }

    /** Brokers, topics, and the lag of each stage. */
    public HttpRequest.Builder system() {
        return json("/system");
    }

    /** A text as a part of a path or of a query. */
    public static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder json(String path) {
        return get(path).header("Accept", "application/json");
    }

    private static String page(@Nullable String cursor, int limit) {
        return "?limit=" + limit + (cursor == null ? "" : "&cursor=" + encode(cursor));
    }
}
