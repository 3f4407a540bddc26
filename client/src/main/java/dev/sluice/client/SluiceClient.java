package dev.sluice.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A client of a local or remote Sluice. A request is repeated while its answer is temporary ({@link Problem#isTemporary}), after the
 * time in {@code Retry-After}, and after its connection broke, at the next address if there are several, for as long as
 * {@link ClientSettings#patience()}. An upload is stored once however often it is sent. Thread-safe.
 *
 * <pre>{@code
 * SluiceClient sluice = new SluiceClient(ClientSettings.of(URI.create("http://localhost:8080")));
 * String id = sluice.upload(Upload.named("plays.csv").with("dataset", "song-plays"), Path.of("plays.csv"));
 * FileSummary end = sluice.awaitEnd(id);
 * sluice.downloadResult(id, Path.of("result.csv"));
 * }</pre>
 *
 * <p>All methods throw {@link RefusedException} if the server refuses a request permanently, {@link UnavailableException} if
 * it doesn't answer for longer than the client is patient, and {@link InterruptedException} if their thread is
 * interrupted.
 */
public final class SluiceClient {
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LONG_POLL = Duration.ofSeconds(20);
    private static final Duration PROGRESS_POLL = Duration.ofSeconds(1);
    /** Of a file that has to be sent as a whole, for example for its charset. */
    private static final String NOT_RESUMABLE = "not-resumable";

    private static final byte[] GZIP = {0x1F, (byte) 0x8B};

    private final ClientSettings settings;
    private final RetryingHttp gateways;
    private final RetryingHttp results;

    /** A client of a Sluice at these addresses. */
    public SluiceClient(ClientSettings settings) {
        this.settings = settings;
        RawClient http = new RawClient(Duration.ofSeconds(10), settings.trust());
        Addresses queries = new Addresses(settings.results(), settings.key());
        Addresses uploads = settings.gateways().equals(settings.results())
                ? queries
                : new Addresses(settings.gateways(), settings.key());
        gateways = new RetryingHttp(http, uploads, settings.patience());
        results = new RetryingHttp(http, queries, settings.patience());
    }

    /**
     * A client of a Sluice at one address, whose clients need no key.
     *
     * @param url with or without a trailing slash
     * @param patience as in {@link ClientSettings#patience()}
     */
    public SluiceClient(URI url, Duration patience) {
        this(ClientSettings.of(url).withPatience(patience));
    }

    /**
     * Uploads a file.
     *
     * @return its id in Sluice
     * @throws DuplicateFileException if its content is stored already
     * @throws IOException if it can't be read, or changes meanwhile
     */
    public String upload(Upload upload, Path file)
            throws UnavailableException, RefusedException, IOException, InterruptedException {
        return upload(upload, UploadContent.of(file), UploadProgress.NONE);
    }

    /**
     * Uploads content of any size. From {@link ClientSettings#resumableFrom()} on, a broken connection costs only what
     * was in flight; if the thread is interrupted then, what has arrived is deleted. Smaller content, and what is
     * compressed with gzip, is sent again as a whole.
     *
     * @return the id of the file
     * @throws DuplicateFileException if the content is stored already
     * @throws IOException if the content can't be read
     */
    public String upload(Upload upload, UploadContent content, UploadProgress progress)
            throws UnavailableException, RefusedException, IOException, InterruptedException {
        if (content.size() >= settings.resumableFrom() && !isGzip(content)) {
            try {
                return new ResumableUpload(gateways, settings.silence(), upload, content, progress).send();
            } catch (RefusedException e) {
                if (!e.problem().code().equals(NOT_RESUMABLE)) {
                    throw e;
                }
            }
        }
        try {
            // There is no timeout: the duration depends on the size.
            return fileId(answer(gateways, address -> request(address, upload, body(content), progress)
                    .header(IDEMPOTENCY_KEY, upload.idempotencyKey())));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Uploads a stream, which can be read only once: nothing is repeated.
     *
     * @return the id of the file
     * @throws DuplicateFileException if the content is stored already
     */
    public String uploadOnce(Upload upload, InputStream stream, UploadProgress progress)
            throws UnavailableException, RefusedException, InterruptedException {
        BodyPublisher body = BodyPublishers.ofInputStream(() -> stream);
        return fileId(answer(gateways.once(), address -> request(address, upload, body, progress)));
    }

    /**
     * Validates the first rows of a file. Nothing is stored.
     *
     * @param beginning the file, or its first part: the server reads no more of it than it needs, and a connection on
     *     which much is left unread ends without its answer
     * @return the report
     */
    public JsonNode dryRun(Upload upload, byte[] beginning)
            throws UnavailableException, RefusedException, InterruptedException {
        Upload tried = upload.with("dry_run", "true");
        return answer(
                gateways,
                address -> request(address, tried, BodyPublishers.ofByteArray(beginning), UploadProgress.NONE));
    }

    /** Waits until a file has ended, and returns its final status. Every accepted upload ends. */
    public FileSummary awaitEnd(String fileId) throws UnavailableException, RefusedException, InterruptedException {
        return awaitEnd(fileId, LONG_POLL, status -> {});
    }

    /**
     * Waits until a file has ended, and returns its final status.
     *
     * @param progress receives the status about once a second; the last one is final
     */
    public FileSummary awaitEnd(String fileId, Consumer<FileSummary> progress)
            throws UnavailableException, RefusedException, InterruptedException {
        return awaitEnd(fileId, PROGRESS_POLL, progress);
    }

    private FileSummary awaitEnd(String fileId, Duration poll, Consumer<FileSummary> progress)
            throws UnavailableException, RefusedException, InterruptedException {
        while (true) {
            JsonNode status = read(address -> address.statusAtEnd(fileId, poll));
            FileSummary file = Json.MAPPER.treeToValue(status, FileSummary.class);
            progress.accept(file);
            if (file.status().terminal()) {
                return file;
            }
        }
    }

    /**
     * Saves the result of an ended file as CSV, of any size: one row for each series.
     *
     * @param target is created or replaced when all of it has arrived
     * @throws IOException if the target can't be written
     */
    public void downloadResult(String fileId, Path target)
            throws UnavailableException, RefusedException, IOException, InterruptedException {
        new Download(results, ApiRequests.resultCsvPath(fileId)).to(target);
    }

    /**
     * Saves the result of an ended file as several CSVs, each with a header row.
     *
     * @param maxBytes the maximum size of each, at least 1,000,000
     * @param directory in which {@code ID-1.csv} and so on are created or replaced
     * @return the files, in the order of the series
     * @throws IOException if they can't be written
     */
    public List<Path> downloadParts(String fileId, long maxBytes, Path directory)
            throws UnavailableException, RefusedException, IOException, InterruptedException {
        JsonNode index = answer(results, address -> address.parts(fileId, maxBytes));
        List<Path> files = new ArrayList<>();
        for (JsonNode part : index.path("parts")) {
            Path file = directory.resolve(
                    ApiRequests.encode(fileId) + "-" + part.path("part").asLong() + ".csv");
            new Download(results, part.path("csv").asString()).to(file);
            files.add(file);
        }
        return files;
    }

    /**
     * Saves the rejected rows of an ended file as CSV, to be corrected and uploaded again.
     *
     * @param target is created or replaced when all of it has arrived
     * @throws IOException if the target can't be written
     */
    public void downloadRejects(String fileId, Path target)
            throws UnavailableException, RefusedException, IOException, InterruptedException {
        new Download(results, ApiRequests.rejectsCsvPath(fileId)).to(target);
    }

    /**
     * Saves the windows of an ended file as CSV.
     *
     * @param target is created or replaced when all of it has arrived
     * @throws IOException if the target can't be written
     */
    public void downloadWindows(String fileId, Path target)
            throws UnavailableException, RefusedException, IOException, InterruptedException {
        new Download(results, ApiRequests.windowsCsvPath(fileId)).to(target);
    }

    /** The status of a file. */
    public JsonNode status(String fileId) throws UnavailableException, RefusedException, InterruptedException {
        return read(address -> address.status(fileId));
    }

    /**
     * A page of a file's result.
     *
     * @param cursor the cursor from the previous page, or null for the first page
     * @param limit the maximum number of series
     */
    public JsonNode result(String fileId, @Nullable String cursor, int limit)
            throws UnavailableException, RefusedException, InterruptedException {
        return read(address -> address.result(fileId, cursor, limit));
    }

    /** The first series of a file over time, up to a limit. */
    public List<SeriesProfile> profiles(String fileId, int limit)
            throws UnavailableException, RefusedException, InterruptedException {
        JsonNode page = read(address -> address.profiles(fileId, null, limit));
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
    public JsonNode windows(String fileId, @Nullable String cursor, int limit)
            throws UnavailableException, RefusedException, InterruptedException {
        return read(address -> address.windows(fileId, cursor, limit));
    }

    /**
     * A page of a file's rejects.
     *
     * @param cursor the cursor from the previous page, or null for the first page
     * @param limit the maximum number of rows
     */
    public JsonNode rejects(String fileId, @Nullable String cursor, int limit)
            throws UnavailableException, RefusedException, InterruptedException {
        return read(address -> address.rejects(fileId, cursor, limit));
    }

    /** The newest files. */
    public JsonNode files(int limit) throws UnavailableException, RefusedException, InterruptedException {
        return read(address -> address.files(null, limit));
    }

    /** The datasets that the server knows. */
    public JsonNode datasets() throws UnavailableException, RefusedException, InterruptedException {
        return read(address -> address.datasets());
    }

    /** Brokers, topics, and the lag of each stage. */
    public JsonNode system() throws UnavailableException, RefusedException, InterruptedException {
        return read(address -> address.system());
    }

    /** Waits until the server is ready. */
    public JsonNode awaitReady() throws UnavailableException, RefusedException, InterruptedException {
        return read(address -> address.readiness());
    }

    /** Writes the result of an ended file as CSV. Its size is unlimited: it is streamed, not kept in memory. */
    public void copyResultCsv(String fileId, Writer out)
            throws UnavailableException, RefusedException, InterruptedException {
        copy(address -> address.resultCsv(fileId), out);
    }

    /** Writes the windows of an ended file as CSV. */
    public void copyWindowsCsv(String fileId, Writer out)
            throws UnavailableException, RefusedException, InterruptedException {
        copy(address -> address.windowsCsv(fileId), out);
    }

    /** Writes the rejects of an ended file as CSV. */
    public void copyRejectsCsv(String fileId, Writer out)
            throws UnavailableException, RefusedException, InterruptedException {
        copy(address -> address.rejectsCsv(fileId), out);
    }

    private void copy(Function<ApiRequests, HttpRequest.Builder> request, Writer out)
            throws UnavailableException, RefusedException, InterruptedException {
        HttpResponse<InputStream> response = results.send(request, BodyHandlers.ofInputStream(), SluiceClient::bytes);
        if (response.statusCode() / 100 != 2) {
            throw RefusedException.of(Problem.of(response.statusCode(), bytes(response.body())));
        }
        try (Reader body = new InputStreamReader(response.body(), UTF_8)) {
            body.transferTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UnavailableException(
                    results.addresses().current().base(), "the connection broke: " + e.getMessage(), e);
        }
    }

    static byte[] bytes(InputStream body) {
        try (body) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode read(Function<ApiRequests, HttpRequest.Builder> request)
            throws UnavailableException, RefusedException, InterruptedException {
        return answer(results, address -> request.apply(address).timeout(READ_TIMEOUT));
    }

    private static JsonNode answer(RetryingHttp http, Function<ApiRequests, HttpRequest.Builder> request)
            throws UnavailableException, RefusedException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray(), body -> body);
        if (response.statusCode() / 100 != 2) {
            throw RefusedException.of(Problem.of(response.statusCode(), response.body()));
        }
        try {
            return Json.MAPPER.readTree(response.body());
        } catch (JacksonException e) {
            throw new UnavailableException(http.addresses().current().base(), "the server is not Sluice", e);
        }
    }

    private static HttpRequest.Builder request(
            ApiRequests address, Upload upload, BodyPublisher body, UploadProgress progress) {
        return address.upload(upload.filename(), upload.parameters(), new CountingBody(body, progress::sent));
    }

    private static BodyPublisher body(UploadContent content) {
        try {
            InputStream stream = content.from(0);
            BodyPublisher body = BodyPublishers.ofInputStream(() -> stream);
            return content.size() > 0 ? BodyPublishers.fromPublisher(body, content.size()) : body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isGzip(UploadContent content) throws IOException {
        try (InputStream beginning = content.from(0)) {
            return Arrays.equals(beginning.readNBytes(GZIP.length), GZIP);
        }
    }

    private static String fileId(JsonNode accepted) {
        return accepted.path("file_id").asString();
    }
}
