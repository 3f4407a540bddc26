package dev.sluice.results.routing;

import dev.sluice.access.settings.InternalKey;
import dev.sluice.schemas.ownership.Ownership;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Queries one instance of the aggregator over HTTP. A failure of any kind (refused, timeout, malformed, a proxy's error
 * page) is {@link Reply.Unreachable}, never a miss.
 *
 * <p>The JDK's client retries a connection that is refused, or breaks before the first byte of a response, once within
 * the same time limit.
 */
final class AggregatorClient {
    private volatile HttpClient client;
    private final Duration connectTimeout;
    private final String internalKey;

    /**
     * @param connectTimeout the time limit for a connection and for a request for ownership, which never blocks
     * @param internalKey the key that the aggregators expect; empty if there is none
     */
    AggregatorClient(Duration connectTimeout, String internalKey) {
        this.internalKey = internalKey;
        this.connectTimeout = connectTimeout;
        this.client = builder().build();
    }

    /** Opens new connections with these authorities and this certificate; requests in progress go on. */
    void use(SSLContext tls) {
        client = builder().sslContext(tls).build();
    }

    private HttpClient.Builder builder() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(connectTimeout);
    }

    /** Requests the instance's view of ownership. */
    CompletableFuture<Reply<Ownership>> ownership(URI instance) {
        // Only its own timeout cancels this request.
        return ask(
                instance,
                new CompletableFuture<>(),
                new AggregatorRequest<>("/ownership", "", Ownership.class),
                connectTimeout);
    }

    /**
     * Sends any other query.
     *
     * @param timeout the time limit to the last byte of the response, unless the instance is considered gone before
     * @return completes exceptionally only with the {@link IllegalArgumentException} for an invalid cursor
     */
    <T> CompletableFuture<Reply<T>> ask(AggregatorInstance instance, AggregatorRequest<T> question, Duration timeout) {
        return ask(instance.url(), instance.lost(), question, timeout);
    }

    private <T> CompletableFuture<Reply<T>> ask(
            URI instance, CompletableFuture<String> lost, AggregatorRequest<T> question, Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(instance + "/internal" + question.pathAndQuery()))
                .method(question.method(), BodyPublishers.noBody())
                .header("Accept", "application/json, application/problem+json");
        if (!internalKey.isEmpty()) {
            request.header(InternalKey.HEADER, internalKey);
        }
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request.build(), BodyHandlers.ofByteArray());
        Reply<T> tooLate = unreachable(instance, "did not answer within " + timeout.toMillis() + " ms");
        return CompletableFuture.anyOf(exchange, lost)
                .handle((first, failure) -> reply(instance, first, failure, question.type()))
                // HttpRequest.timeout() covers only the response's head; a stalled body must not block a thread either.
                .completeOnTimeout(tooLate, timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, failure) -> exchange.cancel(true));
    }

    private static <T> Reply<T> reply(
            URI instance, @Nullable Object first, @Nullable Throwable failure, Class<T> type) {
        if (failure != null) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            return unreachable(instance, "can't be reached: " + cause);
        }
        if (first instanceof HttpResponse<?> response && response.body() instanceof byte[] body) {
            return AggregatorResponse.read(response, body, type);
        }
        return unreachable(instance, String.valueOf(first));
    }

    private static <T> Reply<T> unreachable(URI instance, String what) {
        return new Reply.Unreachable<>("the aggregator at " + instance + " " + what);
    }
}
