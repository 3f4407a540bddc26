package dev.sluice.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FilesPage;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.SeriesOverFiles;
import dev.sluice.schemas.query.SeriesPage;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks an aggregator over HTTP. Whatever keeps it from answering (refused, too slow, garbled, a proxy's error page) is
 * {@link Answer.Unavailable}, never a miss.
 *
 * <p>A connection that is refused, or breaks before the first byte of a response, is tried once more: that is the JDK
 * client's own doing, within the same time limit.
 */
final class HttpFileQueries implements FileQueries {
    private final HttpClient client;
    private final URI aggregator;
    private final Duration timeout;

    HttpFileQueries(ResultsProperties properties) {
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(properties.connectTimeout())
                .build();
        aggregator = properties.aggregatorUrl();
        timeout = properties.requestTimeout();
    }

    @Override
    public Answer<FileSummary> file(String fileId) {
        return ask("/files/" + encoded(fileId), FileSummary.class);
    }

    @Override
    public Answer<FileSummary> delete(String fileId) {
        return ask("DELETE", "/files/" + encoded(fileId), FileSummary.class);
    }

    @Override
    public Answer<SeriesPage> series(String fileId, @Nullable String after, int limit) {
        return ask("/files/" + encoded(fileId) + "/series" + page("after", after, limit), SeriesPage.class);
    }

    @Override
    public Answer<FilesPage> files(@Nullable String cursor, int limit) {
        return ask("/files" + page("cursor", cursor, limit), FilesPage.class);
    }

    @Override
    public Answer<RejectsPage> rejects(String fileId, RejectsPage.Filter filter, @Nullable String cursor, int limit) {
        return ask(
                "/files/" + encoded(fileId) + "/rejects" + page("cursor", cursor, limit)
                        + parameter("code", filter.code()) + parameter("field", filter.field()),
                RejectsPage.class);
    }

    @Override
    public Answer<SeriesOverFiles> seriesOverFiles(String dataset, String series) {
        return ask("/datasets/" + encoded(dataset) + "/series-of?key=" + encoded(series), SeriesOverFiles.class);
    }

    @Override
    public Answer<SeriesOverFiles.Page> allSeriesOverFiles(String dataset, @Nullable String after, int limit) {
        return ask(
                "/datasets/" + encoded(dataset) + "/series" + page("after", after, limit), SeriesOverFiles.Page.class);
    }

    @Override
    public Answer<DatasetTotals> totals(String dataset) {
        return ask("/datasets/" + encoded(dataset) + "/totals", DatasetTotals.class);
    }

    private <T> Answer<T> ask(String pathAndQuery, Class<T> type) {
        return ask("GET", pathAndQuery, type);
    }

    private <T> Answer<T> ask(String method, String pathAndQuery, Class<T> type) {
        URI uri = URI.create(aggregator + "/internal" + pathAndQuery);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, BodyPublishers.noBody())
                .header("Accept", "application/json, application/problem+json")
                .build();
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            // HttpRequest.timeout() ends with the response's head; a body that stalls must not hold a thread either.
            return AggregatorResponse.read(exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS), type);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return unavailable("did not answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            return unavailable("can't be reached: " + e.getCause());
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            return unavailable("was not waited for: this service is stopping");
        }
    }

    private <T> Answer<T> unavailable(String what) {
        return new Answer.Unavailable<>("the aggregator at " + aggregator + " " + what, AggregatorResponse.RETRY_AFTER);
    }

    private static String page(String name, @Nullable String after, int limit) {
        return "?limit=" + limit + parameter(name, after);
    }

    private static String parameter(String name, @Nullable String text) {
        return text == null ? "" : "&" + name + "=" + encoded(text);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
