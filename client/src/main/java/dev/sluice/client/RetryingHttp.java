package dev.sluice.client;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.function.Function;

/** Sends requests to the addresses of a Sluice until one is answered with more than a temporary refusal. Thread-safe. */
final class RetryingHttp {
    private final RawClient http;
    private final Addresses addresses;
    private final Duration patience;

    RetryingHttp(RawClient http, Addresses addresses, Duration patience) {
        this.http = http;
        this.addresses = addresses;
        this.patience = patience;
    }

    /** One attempt for a request that must not be sent twice. */
    RetryingHttp once() {
        return new RetryingHttp(http, addresses, Duration.ZERO);
    }

    RawClient raw() {
        return http;
    }

    Addresses addresses() {
        return addresses;
    }

    /** The failures of a task that begins now. */
    Retries retries() {
        return new Retries(addresses, patience);
    }

    /**
     * The first response that isn't temporary, whatever its status.
     *
     * @param request makes the request of each attempt
     * @param bytes reads the body of a refusal
     * @throws UnavailableException if there is none
     */
    <T> HttpResponse<T> send(
            Function<ApiRequests, HttpRequest.Builder> request, BodyHandler<T> handler, Function<T, byte[]> bytes)
            throws UnavailableException, InterruptedException {
        Retries retries = retries();
        while (true) {
            ApiRequests address = addresses.current();
            HttpRequest attempt = request.apply(address).build();
            HttpResponse<T> response;
            try {
                response = http.send(attempt, handler);
            } catch (IOException e) {
                retries.afterBreak(address, e);
                continue;
            }
            addresses.reached();
            if (!Problem.isTemporary(response.statusCode())) {
                return response;
            }
            retries.afterRefusal(
                    address, Problem.of(response.statusCode(), bytes.apply(response.body())), retryAfter(response));
        }
    }

    /** The seconds that a response names, or -1. */
    static long retryAfter(HttpResponse<?> response) {
        String named = response.headers().firstValue("Retry-After").orElse("");
        return named.matches("[0-9]{1,9}") ? Long.parseLong(named) : -1;
    }
}
