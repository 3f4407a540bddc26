package dev.sluice.runtime.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.operations.RefusalCounts.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RefusalCountsTest {
    private Instant now = Instant.parse("2026-11-20T10:30:00Z");
    private final RefusalCounts counts = new RefusalCounts(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void shouldCountByClientOperationAndStatus() {
        counts.add("lab", "POST /upload", 409);
        now = now.plusSeconds(1);
        counts.add("plant", "POST /upload", 409);
        now = now.plus(Duration.ofHours(2));
        counts.add("lab", "POST /upload", 409);
        counts.add("lab", "POST /upload", 422);

        assertThat(counts.counts())
                .containsExactly(
                        new Refused("lab", "POST /upload", 409, 2, now),
                        new Refused("lab", "POST /upload", 422, 1, now),
                        new Refused("plant", "POST /upload", 409, 1, now.minus(Duration.ofHours(2))));
    }

    @Test
    void shouldForgetAfterADay() {
        counts.add("lab", "POST /upload", 409);
        now = now.plus(Duration.ofHours(23));
        assertThat(counts.counts()).hasSize(1);

        now = now.plus(Duration.ofHours(1));

        assertThat(counts.counts()).isEmpty();
    }

    @Test
    void shouldCountTheRestTogetherWhereThereAreTooManyKinds() {
        for (int i = 0; i < 5_000; i++) {
            counts.add("client-" + i, "POST /upload", 401);
        }

        assertThat(counts.counts()).hasSize(1_000).anySatisfy(refused -> assertThat(refused.count())
                .isEqualTo(4_000));
        assertThat(counts.counts().stream().mapToLong(Refused::count).sum()).isGreaterThanOrEqualTo(4_999);
    }
}
