package dev.sluice.access.quota;

import dev.sluice.access.key.ApiKey;
import dev.sluice.access.key.KeysDocument;
import dev.sluice.runtime.operations.QuotaUse;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What clients have used of their quotas at this instance, since its start. Keys of one name and with the same quota
 * share it. Thread-safe.
 */
public final class ClientQuotas {
    /** Quotas that were changed in the keys file leave theirs behind; beyond this number all are forgotten. */
    private static final int MAX_BUCKETS = 4 * KeysDocument.MAX_KEYS;

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final TimeMeter clock;
    private final Map<Limit, Bucket> buckets = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> uploads = new ConcurrentHashMap<>();

    private record Limit(String name, Duration period, long amount) {}

    /** @param clock the clock, {@link TimeMeter#SYSTEM_NANOTIME} */
    public ClientQuotas(TimeMeter clock) {
        this.clock = clock;
    }

    /**
     * Counts a request.
     *
     * @return null if it is within the quota, otherwise the time after which a retry makes sense
     */
    public @Nullable Duration request(ApiKey key) {
        Integer perSecond = key.quota().requestsPerSecond();
        return perSecond == null ? null : consume(key, SECOND, perSecond, 1);
    }

    /**
     * Counts the bytes of a body before it arrives.
     *
     * @return null if they are within the quota; zero if they can never be; otherwise the time after which a retry makes
     *     sense
     */
    public @Nullable Duration bytes(ApiKey key, long bytes) {
        Long perDay = key.quota().bytesPerDay();
        if (perDay == null) {
            return null;
        }
        return bytes > perDay ? Duration.ZERO : consume(key, DAY, perDay, bytes);
    }

    /** Counts the bytes of a body of unknown length that has arrived, even if that is more than there was left. */
    public void arrived(ApiKey key, long bytes) {
        Long perDay = key.quota().bytesPerDay();
        if (perDay != null && bytes > 0) {
            var unused = bucket(key, DAY, perDay).consumeIgnoringRateLimits(bytes);
        }
    }

    /** Begins an upload, unless the client has as many as its quota allows. */
    public boolean begin(ApiKey key) {
        Integer max = key.quota().uploads();
        AtomicInteger open = uploads.computeIfAbsent(key.name(), name -> new AtomicInteger());
        int before = open.getAndUpdate(now -> max == null || now < max ? now + 1 : now);
        return max == null || before < max;
    }

    /** Ends an upload that was begun. */
    public void end(ApiKey key) {
        AtomicInteger open = uploads.get(key.name());
        if (open != null) {
            open.decrementAndGet();
        }
    }

    /** How much of the quotas of these keys is used. Quotas that keys share are there once. */
    public List<QuotaUse> uses(List<ApiKey> keys) {
        Set<QuotaUse> uses = new LinkedHashSet<>();
        for (ApiKey key : keys) {
            Integer perSecond = key.quota().requestsPerSecond();
            if (perSecond != null) {
                uses.add(use(key, "requests_per_second", SECOND, perSecond));
            }
            Integer open = key.quota().uploads();
            if (open != null) {
                AtomicInteger now = uploads.get(key.name());
                uses.add(new QuotaUse(key.name(), "uploads", open, now == null ? 0 : now.get()));
            }
            Long perDay = key.quota().bytesPerDay();
            if (perDay != null) {
                uses.add(use(key, "bytes_per_day", DAY, perDay));
            }
        }
        return List.copyOf(uses);
    }

    private QuotaUse use(ApiKey key, String quota, Duration period, long limit) {
        Bucket used = buckets.get(new Limit(key.name(), period, limit));
        return new QuotaUse(key.name(), quota, limit, used == null ? 0 : limit - used.getAvailableTokens());
    }

    private @Nullable Duration consume(ApiKey key, Duration period, long amount, long tokens) {
        ConsumptionProbe probe = bucket(key, period, amount).tryConsumeAndReturnRemaining(tokens);
        return probe.isConsumed() ? null : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    }

    private Bucket bucket(ApiKey key, Duration period, long amount) {
        if (buckets.size() > MAX_BUCKETS) {
            buckets.clear();
        }
        return buckets.computeIfAbsent(new Limit(key.name(), period, amount), limit -> Bucket.builder()
                .withCustomTimePrecision(clock)
                .addLimit(Bandwidth.builder()
                        .capacity(amount)
                        .refillGreedy(amount, period)
                        .build())
                .build());
    }
}
