package dev.sluice.access.session;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes guessing passwords slow, at this instance: a person's name may be tried from one address a few times, then as
 * many times in a quarter of an hour. Ten times as much is allowed for a name from all addresses, and for an address with
 * all names, so that guesses elsewhere lock no one out at once. Thread-safe.
 */
final class SignInLimits {
    private static final Duration PERIOD = Duration.ofMinutes(15);
    private static final int WIDER = 10;
    /** What was used longest ago is forgotten first. */
    private static final int MAX_BUCKETS = 20_000;

    private final int tries;
    private final TimeMeter clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75F, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_BUCKETS;
        }
    };

    /** @param tries of a name from one address, in the period */
    SignInLimits(int tries, TimeMeter clock) {
        this.tries = tries;
        this.clock = clock;
    }

    /**
     * Counts a try.
     *
     * @param address of the client, or its network
     * @return null if it is allowed, otherwise the time after which another one is
     */
    synchronized @Nullable Duration begin(String name, String address) {
        List<Bucket> all = List.of(
                bucket("address " + address, tries * WIDER),
                bucket("name " + name, tries * WIDER),
                bucket("both " + address + " " + name, tries));
        long wait = 0;
        for (Bucket bucket : all) {
            ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
            wait = Math.max(wait, probe.isConsumed() ? 0 : Math.max(1, probe.getNanosToWaitForRefill()));
        }
        return wait == 0 ? null : Duration.ofNanos(wait);
    }

    /** The password was right: the tries of that name from that address begin again. */
    synchronized void succeeded(String name, String address) {
        buckets.remove("both " + address + " " + name);
    }

    private Bucket bucket(String key, int capacity) {
        return buckets.computeIfAbsent(key, absent -> Bucket.builder()
                .withCustomTimePrecision(clock)
                .addLimit(Bandwidth.builder()
                        .capacity(capacity)
                        .refillGreedy(capacity, PERIOD)
                        .build())
                .build());
    }
}
