package dev.sluice.access.session;

import dev.sluice.access.key.KeySecret;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The way in for the first person of a Sluice that has none yet: a token that is shown where it was started. It is valid
 * once, for an hour, and only its SHA-256 is kept, in memory: each start without people makes another one. Thread-safe.
 */
public final class FirstOperator {
    /** How long a token is valid. */
    public static final Duration VALID = Duration.ofHours(1);

    private final Clock clock;
    private final Instant until;
    private byte @Nullable [] digest;

    /** @param token {@link KeySecret#generate} */
    public FirstOperator(String token, Clock clock) {
        this.clock = clock;
        this.until = clock.instant().plus(VALID);
        this.digest = KeySecret.sha256(token);
    }

    /** Whether it can still be used. */
    public synchronized boolean isOpen() {
        return digest != null && clock.instant().isBefore(until);
    }

    /** Whether that is the token, and it can still be used. It isn't used up by this. */
    public synchronized boolean accepts(String token) {
        return digest != null && isOpen() && MessageDigest.isEqual(digest, KeySecret.sha256(token));
    }

    /** The token is used up. */
    public synchronized void close() {
        digest = null;
    }
}
