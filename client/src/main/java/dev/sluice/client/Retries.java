package dev.sluice.client;

import dev.sluice.client.tls.TlsFault;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The failures of one task so far. Between two attempts there is a pause that doubles up to a limit, or lasts as long as
 * the server says, and differs from client to client. Another address is tried without a pause. For one thread.
 */
final class Retries {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final int DOUBLINGS = 5;

    private final Addresses addresses;
    private final Duration patience;
    private long deadline;
    private int failures;

    Retries(Addresses addresses, Duration patience) {
        this.addresses = addresses;
        this.patience = patience;
        succeeded();
    }

    /** The task has come further: the patience begins again. */
    void succeeded() {
        failures = 0;
        deadline = System.nanoTime() + patience.toNanos();
    }

    /**
     * Waits for the next attempt after one whose connection broke.
     *
     * @throws UnavailableException if there is none
     */
    void afterBreak(ApiRequests address, Exception cause) throws UnavailableException, InterruptedException {
        Optional<String> fault = TlsFault.inWords(cause);
        if (fault.isPresent()) {
            throw new UnavailableException(address.base(), fault.get(), cause);
        }
        failures++;
        boolean refused = cause instanceof ConnectException;
        String why = refused ? "connection refused" : "the connection broke: " + cause.getMessage();
        if (refused && !addresses.wereReached() && failures >= addresses.size()) {
            throw new UnavailableException(address.base(), why, cause);
        }
        addresses.failed(address);
        await(address, why, cause, isRoundOver() ? backoff() : Duration.ZERO);
    }

    /**
     * Waits for the next attempt after a temporary refusal.
     *
     * @param retryAfter the seconds that the server names, or a negative number
     * @throws UnavailableException if there is none
     */
    void afterRefusal(ApiRequests address, Problem problem, long retryAfter)
            throws UnavailableException, InterruptedException {
        failures++;
        String why = "HTTP " + problem.status() + ", " + problem.inWords();
        boolean unavailable = Problem.isUnavailable(problem.status());
        if (unavailable) {
            addresses.failed(address);
        }
        Duration named = retryAfter < 0 ? backoff() : jittered(Duration.ofSeconds(retryAfter), 1, 1.25);
        await(address, why, null, unavailable && !isRoundOver() ? Duration.ZERO : named);
    }

    /** Whether all addresses were tried as often as each other. */
    private boolean isRoundOver() {
        return failures % addresses.size() == 0;
    }

    private void await(ApiRequests address, String why, @Nullable Exception cause, Duration pause)
            throws UnavailableException, InterruptedException {
        if (patience.isZero() || System.nanoTime() + pause.toNanos() - deadline > 0) {
            throw cause == null
                    ? new UnavailableException(address.base(), why)
                    : new UnavailableException(address.base(), why, cause);
        }
        Thread.sleep(pause.toMillis());
    }

    private Duration backoff() {
        int rounds = (failures - 1) / addresses.size();
        return jittered(FIRST_PAUSE.multipliedBy(1L << Math.min(rounds, DOUBLINGS)), 0.5, 1);
    }

    private static Duration jittered(Duration pause, double least, double most) {
        return Duration.ofMillis(
                Math.round(pause.toMillis() * ThreadLocalRandom.current().nextDouble(least, most)));
    }
}
