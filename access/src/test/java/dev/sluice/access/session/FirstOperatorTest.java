package dev.sluice.access.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.key.KeySecret;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FirstOperatorTest {
    private final MovingClock clock = new MovingClock();
    private final String token = KeySecret.generate();
    private final FirstOperator first = new FirstOperator(token, clock);

    @Test
    void shouldAcceptTheTokenForAnHour() {
        assertThat(first.accepts(token)).isTrue();
        assertThat(first.accepts("")).isFalse();
        assertThat(first.accepts(KeySecret.generate())).isFalse();
        assertThat(first.accepts(KeySecret.sha256Hex(token))).isFalse();

        clock.move(Duration.ofHours(1));
        assertThat(first.accepts(token)).isFalse();
        assertThat(first.isOpen()).isFalse();
    }

    @Test
    void shouldBeUsedOnce() {
        first.close();

        assertThat(first.accepts(token)).isFalse();
    }
}
