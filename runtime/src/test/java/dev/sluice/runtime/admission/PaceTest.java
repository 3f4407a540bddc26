package dev.sluice.runtime.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(1_000, Duration.ofSeconds(10), Duration.ofMinutes(1));

    @Test
    void shouldClassifyAClientBelowTheMinimumRateAsSlow() {
        pace.moved(1_000_000);
        wait(10);
        assertThat(pace.isTooSlow()).isFalse();

        pace.moved(9_999);
        wait(9);
        assertThat(pace.isTooSlow()).as("the window isn't over").isFalse();
        wait(1);
        assertThat(pace.isTooSlow())
                .as("what came before the window doesn't count")
                .isTrue();
    }

    @Test
    void shouldTolerateAClientAtTheMinimumRateUntilTheTotalTimeout() {
        for (int i = 0; i < 5; i++) {
            pace.moved(10_000);
            wait(10);
            assertThat(pace.isTooSlow()).isFalse();
        }
        pace.moved(10_000);
        wait(10);
        assertThat(pace.isTooSlow()).isTrue();
    }

    @Test
    void shouldReturnTheNextTimeToCheck() {
        wait(4);
        assertThat(pace.nanosToNextLook()).isEqualTo(Duration.ofSeconds(6).toNanos());
    }

    private void wait(int seconds) {
        pace.waited(Duration.ofSeconds(seconds).toNanos());
    }
}
