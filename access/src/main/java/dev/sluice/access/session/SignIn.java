package dev.sluice.access.session;

import dev.sluice.access.user.CurrentUsers;
import dev.sluice.access.user.Passwords;
import dev.sluice.access.user.User;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Signs people in by name and password. Thread-safe. */
public final class SignIn {
    /** Each fills a processor for a quarter of a second; the others wait. */
    private static final int HASHES_AT_ONCE = 2;

    private static final int MAX_NAME = 64;

    private final CurrentUsers users;
    private final SignInLimits limits;
    private final Semaphore hashes = new Semaphore(HASHES_AT_ONCE, true);

    /**
     * The outcome of a try.
     *
     * @param user who has signed in; null if the name or the password is wrong, or if it wasn't looked at
     * @param retryAfter the time after which a try will be looked at; null if this one was
     */
    public record Outcome(@Nullable User user, @Nullable Duration retryAfter) {}

    /**
     * @param tries of a name from one address in a quarter of an hour
     * @param clock {@link TimeMeter#SYSTEM_NANOTIME}
     */
    public SignIn(CurrentUsers users, int tries, TimeMeter clock) {
        this.users = users;
        this.limits = new SignInLimits(tries, clock);
    }

    /**
     * Looks whether a password is right.
     *
     * @param address the client's
     */
    public Outcome tryOnce(String name, String password, String address) throws InterruptedException {
        String network = ClientNetwork.of(address);
        String counted = name.length() <= MAX_NAME ? name : "";
        Duration wait = limits.begin(counted, network);
        if (wait != null) {
            return new Outcome(null, wait);
        }
        User user = users.find(name);
        boolean right;
        hashes.acquire();
        try {
            right = Passwords.matches(password, user);
        } finally {
            hashes.release();
        }
        if (!right) {
            return new Outcome(null, null);
        }
        limits.succeeded(counted, network);
        return new Outcome(user, null);
    }

    /** The hash of a new password, which takes as long as a try. */
    public String hash(String password) throws InterruptedException {
        hashes.acquire();
        try {
            return Passwords.hash(password);
        } finally {
            hashes.release();
        }
    }
}
