package dev.sluice.access.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.key.ApiKey;
import dev.sluice.access.key.KeySecret;
import dev.sluice.access.key.Quota;
import dev.sluice.runtime.http.Right;
import dev.sluice.runtime.operations.QuotaUse;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientQuotasTest {
    private long now;
    private final ClientQuotas quotas = new ClientQuotas(new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    @Test
    void shouldLimitRequestsASecond() {
        ApiKey key = key("lab", null, 2, null);

        assertThat(quotas.request(key)).isNull();
        assertThat(quotas.request(key)).isNull();
        assertThat(quotas.request(key)).isEqualTo(Duration.ofMillis(500));
        now += Duration.ofMillis(500).toNanos();
        assertThat(quotas.request(key)).isNull();
        assertThat(quotas.request(key)).isNotNull();
    }

    @Test
    void shouldCountKeysOfOneNameTogetherAndOthersApart() {
        assertThat(quotas.request(key("lab", null, 1, null))).isNull();
        assertThat(quotas.request(key("lab", null, 1, null))).isNotNull();
        assertThat(quotas.request(key("other", null, 1, null))).isNull();
    }

    @Test
    void shouldTellWhatIsUsed() {
        ApiKey key = key("lab", 3, 5, 1_000L);
        assertThat(quotas.request(key)).isNull();
        assertThat(quotas.begin(key)).isTrue();
        assertThat(quotas.bytes(key, 400)).isNull();
        quotas.arrived(key, 700);

        assertThat(quotas.uses(List.of(key, key("lab", 3, 5, 1_000L), key("plant", null, null, 9L))))
                .containsExactly(
                        new QuotaUse("lab", "requests_per_second", 5, 1),
                        new QuotaUse("lab", "uploads", 3, 1),
                        new QuotaUse("lab", "bytes_per_day", 1_000, 1_100),
                        new QuotaUse("plant", "bytes_per_day", 9, 0));
        quotas.end(key);
        now += Duration.ofDays(2).toNanos();
        assertThat(quotas.uses(List.of(key))).extracting(QuotaUse::used).containsExactly(0L, 0L, 0L);
    }

    @Test
    void shouldLimitBytesADay() {
        ApiKey key = key("lab", null, null, 1_000L);

        assertThat(quotas.bytes(key, 1_001)).as("never possible").isZero();
        assertThat(quotas.bytes(key, 900)).isNull();
        assertThat(quotas.bytes(key, 200)).isBetween(Duration.ofHours(2), Duration.ofHours(3));
        quotas.arrived(key, 500);
        assertThat(quotas.bytes(key, 1)).as("400 too many").isBetween(Duration.ofHours(9), Duration.ofHours(10));
        now += Duration.ofDays(2).toNanos();
        assertThat(quotas.bytes(key, 1_000)).isNull();
    }

    @Test
    void shouldLimitUploadsInProgress() {
        ApiKey key = key("lab", 2, null, null);

        assertThat(quotas.begin(key)).isTrue();
        assertThat(quotas.begin(key)).isTrue();
        assertThat(quotas.begin(key)).isFalse();
        quotas.end(key);
        assertThat(quotas.begin(key)).isTrue();
        assertThat(quotas.begin(key)).isFalse();
    }

    @Test
    void shouldNotLimitWhatHasNoQuota() {
        ApiKey key = key("lab", null, null, null);

        for (int i = 0; i < 1_000; i++) {
            assertThat(quotas.begin(key)).isTrue();
            assertThat(quotas.request(key)).isNull();
            assertThat(quotas.bytes(key, Long.MAX_VALUE)).isNull();
        }
    }

    private static ApiKey key(
            String name, @Nullable Integer uploads, @Nullable Integer requests, @Nullable Long bytes) {
        return new ApiKey(
                name,
                KeySecret.sha256Hex(KeySecret.generate()),
                Set.of(Right.WRITE),
                true,
                new Quota(uploads, requests, bytes),
                Instant.EPOCH);
    }
}
