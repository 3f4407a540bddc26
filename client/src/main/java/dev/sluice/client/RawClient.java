package dev.sluice.client;

import dev.sluice.client.tls.ServerTrust;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Sends single requests and returns each response unchanged: nothing is retried, and no status is an error. Meant for
 * measurements and tests of Sluice; {@link SluiceClient} interprets responses. Thread-safe.
 */
public final class RawClient {
    private final HttpClient http;

    /** @param connectTimeout the time limit for a connection; the time limit for a response is the request's */
    public RawClient(Duration connectTimeout) {
        this(connectTimeout, ServerTrust.OF_JVM);
    }

    /** @param connectTimeout the time limit for a connection; the time limit for a response is the request's */
    public RawClient(Duration connectTimeout, ServerTrust trust) {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(connectTimeout);
        trust.apply(client);
        http = client.build();
    }

    /**
     * Sends a request and waits for its response.
     *
     * @throws IOException if there is no response, or not all of it
     */
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body) throws IOException, InterruptedException {
        return http.send(request, body);
    }

    /** Sends a request without waiting for its response. */
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> body) {
        return http.sendAsync(request, body);
    }
}
