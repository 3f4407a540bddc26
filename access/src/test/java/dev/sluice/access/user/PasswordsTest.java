package dev.sluice.access.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.http.Right;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private static final String GOOD = "correct horse battery";

    @Test
    void shouldKnowThePasswordOnly() {
        User user = user(Passwords.hash(GOOD));

        assertThat(user.password()).startsWith("{bcrypt}$2a$12$").doesNotContain(GOOD);
        assertThat(Passwords.hash(GOOD)).as("salted").isNotEqualTo(user.password());
        assertThat(Passwords.matches(GOOD, user)).isTrue();
        assertThat(Passwords.matches(GOOD + " ", user)).isFalse();
        assertThat(Passwords.matches("", user)).isFalse();
        assertThat(Passwords.matches("x".repeat(1_000_000), user)).isFalse();
        assertThat(Passwords.matches(user.password(), user)).isFalse();
        assertThat(Passwords.matches(GOOD, null)).isFalse();
        assertThat(user.toString()).doesNotContain("bcrypt");
    }

    /** One keyboard sends ä as one character, another one as a and a diaeresis. */
    @Test
    void shouldNotDependOnHowAKeyboardWritesALetter() {
        User user = user(Passwords.hash("B\u00e4renh\u00f6hle 7"));

        assertThat(Passwords.matches("Ba\u0308renho\u0308hle 7", user)).isTrue();
    }

    @Test
    void shouldRefusePasswordsThatBcryptWouldCutOrThatAreShort() {
        assertThat(Passwords.faultOf("x".repeat(9))).contains("at least 10", "found 9");
        assertThat(Passwords.faultOf("x".repeat(10))).isNull();
        assertThat(Passwords.faultOf("x".repeat(72))).isNull();
        assertThat(Passwords.faultOf("x".repeat(73))).contains("at most 72", "found 73");
        assertThat(Passwords.faultOf("\u20ac".repeat(25))).contains("found 75");
        assertThat(Passwords.faultOf("0123456789\0")).contains("NUL");
    }

    private static User user(String hash) {
        return new User("eva", hash, Set.of(Right.READ), true, Instant.EPOCH, Instant.EPOCH);
    }
}
