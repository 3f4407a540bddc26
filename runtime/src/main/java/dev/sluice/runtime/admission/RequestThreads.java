package dev.sluice.runtime.admission;

import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The threads of the server: a number for requests, some more for health and metrics only, and some for liveness only.
 */
final class RequestThreads {
    private static final int FOR_HEALTH = 24;
    private static final int FOR_LIVENESS = 8;
    private static final String LIVENESS = "/livez";
    private static final Set<String> HEALTH = Set.of("/readyz", "/health", "/metrics");

    /** A thread's place, to be released. */
    static final class Place {
        private final Semaphore of;

        private Place(Semaphore of) {
            this.of = of;
        }

        void leave() {
            of.release();
        }
    }

    private final int max;
    private final Semaphore requests;
    private final Semaphore health = new Semaphore(FOR_HEALTH);
    private final Semaphore liveness = new Semaphore(FOR_LIVENESS);

    RequestThreads(int max) {
        this.max = max;
        this.requests = new Semaphore(max);
    }

    /** The number of threads for all places, and for the server's other work: reading heads. */
    static int needed(WebProperties properties) {
        return properties.maxRequests() + FOR_HEALTH + FOR_LIVENESS + 32;
    }

    /** A place for a request for a path, or null if none is free. */
    @Nullable
    Place enter(String path) {
        Semaphore of = LIVENESS.equals(path) ? liveness : isHealth(path) ? health : requests;
        return of.tryAcquire() ? new Place(of) : null;
    }

    /** Whether a path is one of health or metrics. */
    static boolean isHealth(String path) {
        return LIVENESS.equals(path) || HEALTH.contains(path) || path.startsWith("/health/");
    }

    /** The number of requests that occupy a thread. */
    int taken() {
        return max - requests.availablePermits();
    }
}
