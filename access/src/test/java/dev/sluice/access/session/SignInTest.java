package dev.sluice.access.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.user.CurrentUsers;
import dev.sluice.access.user.User;
import dev.sluice.access.user.UsersFile;
import dev.sluice.runtime.http.Right;
import io.github.bucket4j.TimeMeter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class SignInTest {
    private static final String PASSWORD = "correct horse battery";
    private static final int TRIES = 1;

    @TempDir
    private Path directory;

    private final AtomicLong nanos = new AtomicLong();
    private SignIn signIn;

    @BeforeEach
    void addEva() throws Exception {
        UsersFile file = new UsersFile(directory.resolve("users.json"));
        String hash = "{bcrypt}" + new BCryptPasswordEncoder(4).encode(PASSWORD);
        file.write(List.of(new User("eva", hash, Set.of(Right.READ), true, Instant.EPOCH, Instant.EPOCH)));
        signIn = new SignIn(new CurrentUsers(file, nanos::get), TRIES, new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos.get();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        });
    }

    @Test
    void shouldKnowANameAndItsPassword() throws Exception {
        assertThat(outcome("eva", PASSWORD, "192.0.2.1").user().name()).isEqualTo("eva");
        assertThat(outcome("eva", PASSWORD + "!", "192.0.2.1").user()).isNull();
        assertThat(outcome("bob", PASSWORD, "192.0.2.1").user()).isNull();
        assertThat(outcome("", "", "").user()).isNull();
    }

    @Test
    void shouldMakeGuessingSlow() throws Exception {
        for (int i = 0; i < TRIES; i++) {
            assertThat(outcome("eva", "guess number " + i, "192.0.2.1").retryAfter())
                    .isNull();
        }
        SignIn.Outcome limited = outcome("eva", PASSWORD, "192.0.2.1");
        assertThat(limited.user()).isNull();
        assertThat(limited.retryAfter()).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(15));

        assertThat(outcome("eva", PASSWORD, "192.0.2.2").user())
                .as("the person, who is elsewhere")
                .isNotNull();
        nanos.addAndGet(limited.retryAfter().toNanos());
        assertThat(outcome("eva", PASSWORD, "192.0.2.1").user()).isNotNull();
    }

    @Test
    void shouldNotCountWhatSucceeded() throws Exception {
        for (int i = 0; i < 3 * TRIES; i++) {
            assertThat(outcome("eva", PASSWORD, "192.0.2.1").user()).isNotNull();
        }
    }

    @Test
    void shouldCountAllNamesOfAnAddressAndAllAddressesOfAName() throws Exception {
        for (int i = 0; i < 10 * TRIES; i++) {
            assertThat(outcome("name-" + i, "guess-guess", "2001:db8:1:2::" + i).retryAfter())
                    .isNull();
        }
        assertThat(outcome("name", "guess-guess", "2001:db8:1:2:ffff::1").retryAfter())
                .as("one network")
                .isNotNull();
        assertThat(outcome("name", "guess-guess", "2001:db8:1:3::1").retryAfter())
                .isNull();

        for (int i = 0; i < 10 * TRIES; i++) {
            assertThat(outcome("eva", "guess-guess", "198.51.100." + i).retryAfter())
                    .isNull();
        }
        assertThat(outcome("eva", PASSWORD, "203.0.113.9").retryAfter()).isNotNull();
    }

    /** Neither names nor addresses of guesses fill the memory, nor are they looked up. */
    @Test
    void shouldTakeAnythingForANameOrAnAddress() throws Exception {
        for (String odd : List.of("x".repeat(100_000), "\0\ud800", "evil.example", "::::", "1.2.3")) {
            assertThat(outcome(odd, odd, odd).user()).isNull();
        }
    }

    private SignIn.Outcome outcome(String name, String password, String address) throws InterruptedException {
        return signIn.tryOnce(name, password, address);
    }
}
