package dev.sluice.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the requests of Sluice's HTTP API at one address. {@link RawClient} sends them; a caller may add a timeout or
 * headers first.
 */
public final class ApiRequests {
    private final String base;
    private final ClientKey key;

    /** @param base the URL of a Sluice whose clients need no key, with or without a trailing slash */
    public ApiRequests(URI base) {
        this(base, ClientKey.NONE);
    }

    /** @param base the URL of a Sluice, with or without a trailing slash */
    public ApiRequests(URI base, ClientKey key) {
        this.key = key;
        String text = base.toString();
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** The base URL, without a trailing slash. */
    public URI base() {
        return URI.create(base);
    }

    /** A {@code GET} request for a path with its query, both of which are already encoded. */
    public HttpRequest.Builder get(String path) {
        return request(path).GET();
    }

    /** A {@code DELETE} request for a path, which is already encoded. */
    public HttpRequest.Builder delete(String path) {
        return request(path).DELETE();
    }

    /** A {@code POST} request to a path with its query, both of which are already encoded. */
    public HttpRequest.Builder post(String path, String contentType, BodyPublisher body) {
        return request(path).header("Content-Type", contentType).POST(body);
    }

    /**
     * Uploads a file.
     *
     * @param parameters the parameters of {@code POST /upload} other than the file name, by their names
     */
    public HttpRequest.Builder upload(String filename, Map<String, String> parameters, BodyPublisher body) {
        // The server knows the format by the file's name, or finds it.
        return post("/upload?" + query(filename, parameters), "application/octet-stream", body);
    }

    /**
     * Opens a resumable upload (tus 1.0).
     *
     * @param parameters the parameters of {@code POST /upload} other than the file name, by their names
     * @param length of the content, in bytes
     */
    public HttpRequest.Builder openUpload(String filename, Map<String, String> parameters, long length) {
        return resumable("/uploads?" + query(filename, parameters))
                .header("Upload-Length", Long.toString(length))
                .POST(BodyPublishers.noBody());
    }

    /** How much of a resumable upload has arrived. */
    public HttpRequest.Builder uploadOffset(String fileId) {
        return resumable(uploadPath(fileId)).method("HEAD", BodyPublishers.noBody());
    }

    /**
     * Appends to a resumable upload.
     *
     * @param offset how much of it has arrived, in bytes
     */
    public HttpRequest.Builder appendToUpload(String fileId, long offset, BodyPublisher body) {
        return resumable(uploadPath(fileId))
                .header("Upload-Offset", Long.toString(offset))
                .header("Content-Type", "application/offset+octet-stream")
                .method("PATCH", body);
    }

    /** Deletes a resumable upload that isn't complete. */
    public HttpRequest.Builder abandonUpload(String fileId) {
        return resumable(uploadPath(fileId)).DELETE();
    }

    /** The readiness of the server. */
    public HttpRequest.Builder readiness() {
        return json("/readyz");
    }

    /** The status of a file. */
    public HttpRequest.Builder status(String fileId) {
        return json("/status/" + encode(fileId));
    }

    /**
     * The status of a file as soon as it is terminal (long poll).
     *
     * @param longest the maximum time, after which the current status is returned
     */
    public HttpRequest.Builder statusAtEnd(String fileId, Duration longest) {
        return json("/status/" + encode(fileId) + "?wait=" + longest.toSeconds());
    }

    /**
     * A page of a file's result.
     *
     * @param cursor the cursor from the previous page, or null for the first page
     * @param limit the maximum number of series
     */
    public HttpRequest.Builder result(String fileId, @Nullable String cursor, int limit) {
        return json("/results/" + encode(fileId) + page(cursor, limit));
    }

    /**
     * A page of a file's series over time.
     *
     * @param cursor the cursor from the previous page, or null for the first page
     * @param limit the maximum number of series
     */
    public HttpRequest.Builder profiles(String fileId, @Nullable String cursor, int limit) {
        return json("/results/" + encode(fileId) + "/profiles" + page(cursor, limit));
    }

    /** A file's result as CSV. */
    public HttpRequest.Builder resultCsv(String fileId) {
        return get(resultCsvPath(fileId));
    }

    /**
     * The parts of a file's result as CSV.
     *
     * @param maxBytes the maximum size of a part
     */
    public HttpRequest.Builder parts(String fileId, long maxBytes) {
        return json("/results/" + encode(fileId) + "/parts?max_bytes=" + maxBytes);
    }

    /**
     * A page of a file's windows.
     *
     * @param cursor the cursor from the previous page, or null for the first page
     * @param limit the maximum number of windows
     */
    public HttpRequest.Builder windows(String fileId, @Nullable String cursor, int limit) {
        return json("/results/" + encode(fileId) + "/windows" + page(cursor, limit));
    }

    /** A file's windows as CSV. */
    public HttpRequest.Builder windowsCsv(String fileId) {
        return get(windowsCsvPath(fileId));
    }

    /**
     * A page of a file's rejects.
     *
     * @param cursor the cursor from the previous page, or null for the first page
     * @param limit the maximum number of rows
     */
    public HttpRequest.Builder rejects(String fileId, @Nullable String cursor, int limit) {
        return json("/results/" + encode(fileId) + "/rejects" + page(cursor, limit));
    }

    /** A file's rejects as CSV. */
    public HttpRequest.Builder rejectsCsv(String fileId) {
        return get(rejectsCsvPath(fileId));
    }

    /**
     * A page of the list of files, newest first.
     *
     * @param cursor the cursor from the previous page, or null for the first page
     * @param limit the maximum number of files
     */
    public HttpRequest.Builder files(@Nullable String cursor, int limit) {
        return json("/files" + page(cursor, limit));
    }

    /** Deletes a file. */
    public HttpRequest.Builder deleteFile(String fileId) {
        return delete("/files/" + encode(fileId));
    }

    /** The datasets. */
    public HttpRequest.Builder datasets() {
        return json("/datasets");
    }

    /** Brokers, topics, and the lag of each stage. */
    public HttpRequest.Builder system() {
        return json("/system");
    }

    /** Encodes a text as a part of a path or of a query. */
    public static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    static String resultCsvPath(String fileId) {
        return "/results/" + encode(fileId) + ".csv";
    }

    static String windowsCsvPath(String fileId) {
        return "/results/" + encode(fileId) + "/windows.csv";
    }

    static String rejectsCsvPath(String fileId) {
        return "/results/" + encode(fileId) + "/rejects.csv";
    }

    private static String query(String filename, Map<String, String> parameters) {
        StringBuilder query = new StringBuilder("filename=").append(encode(filename));
        parameters.forEach((name, value) ->
                query.append('&').append(encode(name)).append('=').append(encode(value)));
        return query.toString();
    }

    private static String uploadPath(String fileId) {
        return "/uploads/" + encode(fileId);
    }

    private HttpRequest.Builder resumable(String path) {
        return request(path).header("Tus-Resumable", "1.0.0");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        key.sign(request);
        return request;
    }

    private HttpRequest.Builder json(String path) {
        return get(path).header("Accept", "application/json");
    }

    private static String page(@Nullable String cursor, int limit) {
        return "?limit=" + limit + (cursor == null ? "" : "&cursor=" + encode(cursor));
    }
}
