package dev.sluice.systemtests.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.ApiRequests;
import dev.sluice.client.RawClient;
import dev.sluice.client.page.ResultPages;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.testing.contract.ApiContract;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks a Sluice over HTTP as a client would, and returns the answers as they are: each must be as the contract has it.
 */
public final class SluiceProbe {
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);

    /** Tests upload the same samples again and again, also to containers, which have the settings of users. */
    private static final String UPLOAD = "/upload?duplicate=allow";

    private final RawClient http = new RawClient(Duration.ofMinutes(1));
    private final ApiRequests requests;
    private final String bootstrapServers;

    public SluiceProbe(URI url, String bootstrapServers) {
        this.requests = new ApiRequests(url);
        this.bootstrapServers = bootstrapServers;
    }

    /** Where Kafka clients find the broker. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Without a slash at its end. */
    public URI url() {
        return requests.base();
    }

    /** Waits until {@code /readyz} says yes, and gives up when the process that is to say so is dead. */
    public void awaitReady(ServiceProcess process) {
        await(process, "/readyz");
    }

    /** Waits until {@code /livez} says yes: it answers, whatever it may lack. */
    public void awaitAlive(ServiceProcess process) {
        await(process, "/livez");
    }

    private void await(ServiceProcess process, String path) {
        while (!isUp(path)) {
            assertThat(process.isAlive()).as("alive, see " + process.log()).isTrue();
            LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
        }
    }

    private boolean isUp(String path) {
        try {
            return get(path).statusCode() == 200;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** A metric of {@code /metrics}, by its name with all of its labels; 0 where it isn't told. */
    public double metric(String name) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    public HttpResponse<String> get(String path) {
        return send(requests.get(path));
    }

    public HttpResponse<String> delete(String path) {
        return send(requests.delete(path));
    }

    /** The body of an answer 200. */
    public JsonNode json(String path) {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Json.MAPPER.readTree(response.body());
    }

    /** {@code POST /upload?filename=}, the body as it is. */
    public HttpResponse<String> uploadRaw(String filename, byte[] csv) {
        return post(UPLOAD + "&filename=" + filename, "text/csv", csv);
    }

    /** A body as it is, of that type, to a path with its query. */
    public HttpResponse<String> post(String path, String contentType, byte[] body) {
        return send(requests.post(path, contentType, BodyPublishers.ofByteArray(body)));
    }

    /** {@code POST /upload?filename=}, the body as it comes: while nothing comes, the upload waits. */
    public HttpResponse<String> uploadStream(String filename, InputStream csv) {
        return send(
                requests.post(UPLOAD + "&filename=" + filename, "text/csv", BodyPublishers.ofInputStream(() -> csv)));
    }

    /** {@code POST /upload} as a page's form sends it. */
    public HttpResponse<String> uploadForm(String filename, String csv) {
        String boundary = "----a-boundary-that-is-in-no-file";
        String body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + filename
                + "\"\r\nContent-Type: text/csv\r\n\r\n" + csv + "\r\n--" + boundary + "--\r\n";
        return send(requests.post(
                UPLOAD, "multipart/form-data; boundary=" + boundary, BodyPublishers.ofString(body, UTF_8)));
    }

    /** The id in a 202. */
    public static String fileId(HttpResponse<String> accepted) {
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return Json.MAPPER.readTree(accepted.body()).path("file_id").asString();
    }

    /** All of a file's {@code aggregated_data}, page by page. */
    public ObjectNode allSeries(String fileId) {
        ObjectNode all = Json.MAPPER.createObjectNode();
        JsonNode page = json("/results/" + fileId);
        all.setAll((ObjectNode) page.path("aggregated_data"));
        while (page.hasNonNull("next_cursor")) {
            page = json(
                    "/results/" + fileId + "?cursor=" + page.path("next_cursor").asString());
            all.setAll((ObjectNode) page.path("aggregated_data"));
        }
        return all;
    }

    /**
     * Waits until a file with such a property is in the list of files, and returns its id; "not now" is asked again.
     */
    public String awaitFile(String property, String beginning) {
        while (true) {
            HttpResponse<String> response = get("/files");
            if (response.statusCode() != 503) {
                assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
                for (JsonNode file : Json.MAPPER.readTree(response.body()).path("files")) {
                    if (file.path(property).asString("").startsWith(beginning)) {
                        return file.path("file_id").asString();
                    }
                }
            }
            LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
        }
    }

    /** Waits, however long it takes, until the file's status is terminal. */
    public FileSummary awaitEnd(String fileId) {
        return await(fileId, file -> file.status().terminal());
    }

    /** Waits, however long it takes, until the file is as wanted, but not when it has failed; "not now" is asked again. */
    public FileSummary await(String fileId, Predicate<FileSummary> wanted) {
        while (true) {
            HttpResponse<String> response = get("/status/" + fileId);
            if (response.statusCode() != 503) {
                assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
                FileSummary file = ResultPages.summary(Json.MAPPER.readTree(response.body()));
                if (wanted.test(file)) {
                    return file;
                }
                assertThat(file.status()).as(response.body()).isNotEqualTo(FileStatus.FAILED);
            }
            LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
        }
    }

    /** The same as {@link #get}, without waiting for the answer. */
    public CompletableFuture<HttpResponse<String>> getAsync(String path) {
        return http.sendAsync(requests.get(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            return ApiContract.written().verify(http.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(request + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
