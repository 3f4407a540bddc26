package dev.sluice.results.routing;

import dev.sluice.schemas.query.Ownership;
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
import org.jspecify.annotations.Nullable;

/**
 * Asks one instance of the aggregator over HTTP. Whatever keeps it from answering (refused, too slow, garbled, a proxy's
 * error page) is {@link Reply.Unreachable}, never a miss.
 *
 * <p>A connection that is refused, or breaks before the first byte of a response, is tried once more: that is the JDK
 * client's own doing, within the same time limit.
 */
final class AggregatorClient {
    private final HttpClient client;
    private final Duration connectTimeout;

    /** @param connectTimeout how long a connection may take, and the word on who owns what, which waits for nothing */
    AggregatorClient(Duration connectTimeout) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .build();
        this.connectTimeout = connectTimeout;
    }

    /** Who owns what, as this instance knows. */
    CompletableFuture<Reply<Ownership>> ownership(URI instance) {
        // Nobody gives it up but itself.
        return ask(
                instance,
                new CompletableFuture<>(),
                new AggregatorRequest<>("/ownership", "", Ownership.class),
                connectTimeout);
    }

    /**
     * Any other question.
     *
     * @param timeout how long to wait, to the last byte of the answer, unless the instance is given up before
     * @return what completes exceptionally only with the {@link IllegalArgumentException} for a cursor that is none
     */
    <T> CompletableFuture<Reply<T>> ask(AggregatorInstance instance, AggregatorRequest<T> question, Duration timeout) {
        return ask(instance.url(), instance.lost(), question, timeout);
    }

    private <T> CompletableFuture<Reply<T>> ask(
            URI instance, CompletableFuture<String> lost, AggregatorRequest<T> question, Duration timeout) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(instance + "/internal" + question.pathAndQuery()))
                .method(question.method(), BodyPublishers.noBody())
                .header("Accept", "application/json, application/problem+json")
                .build();
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(request, BodyHandlers.ofByteArray());
        Reply<T> tooLate = unreachable(instance, "did not answer within " + timeout.toMillis() + " ms");
        return CompletableFuture.anyOf(exchange, lost)
                .handle((first, failure) -> reply(instance, first, failure, question.type()))
                // HttpRequest.timeout() ends with the response's head; a body that stalls mustn't hold a thread either.
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
