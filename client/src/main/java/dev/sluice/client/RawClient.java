package dev.sluice.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Sends single requests and returns each response as it is: nothing is retried, and no status is an error. For those who
 * measure or test Sluice; {@link SluiceClient} understands what the responses mean. Thread-safe.
 */
public final class RawClient {
    private final HttpClient http;

    /** @param connectTimeout for a connection; how long a response may take is the request's */
    public RawClient(Duration connectTimeout) {
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .build();
    }

    /**
     * Sends a request, and waits for its response.
     *
     * @throws IOException if there is no response, or not all of it
     */
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body) throws IOException, InterruptedException {
        return http.send(request, body);
    }

    /** The same without waiting for the response. */
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> body) {
        return http.sendAsync(request, body);
    }
}
