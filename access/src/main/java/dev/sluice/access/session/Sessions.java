package dev.sluice.access.session;

import dev.sluice.access.user.CurrentUsers;
import dev.sluice.access.user.User;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of people, by the tokens that their browsers keep. They hold at every instance that has the same key and
 * the same users. Thread-safe.
 */
public final class Sessions {
    private static final String CSRF = "csrf";
    private static final String ENTRY = "entry";
    private static final int ID_BYTES = 16;
    /** A token is replaced once this part of its life has passed: not with each request. */
    private static final int RENEWALS = 10;

    private final SessionKeys keys;
    private final SessionTokens tokens;
    private final CurrentUsers users;
    private final EndedSessions ended;
    private final Limits limits;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * How long sessions last.
     *
     * @param idle without a request
     * @param most from the sign-in, whatever is done
     */
    public record Limits(Duration idle, Duration most) {}

    /**
     * A valid session.
     *
     * @param user the person, as the users file has it now
     */
    public record Current(Session session, User user) {}

    public Sessions(SessionKeys keys, CurrentUsers users, EndedSessions ended, Limits limits, Clock clock) {
        this.keys = keys;
        this.tokens = new SessionTokens(keys);
        this.users = users;
        this.ended = ended;
        this.limits = limits;
        this.clock = clock;
    }

    /** Begins a session of a person who has signed in. */
    public Session begin(User user) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        Instant now = now();
        return new Session(HexFormat.of().formatHex(id), user.name(), fingerprint(user), now, now, expiry(now, now));
    }

    /** What the browser keeps. */
    public String token(Session session) {
        return tokens.write(session);
    }

    /** The session of a token; null if there is none, if it has expired or ended, or if the person has changed. */
    public @Nullable Current find(String token) {
        Session session = tokens.read(token);
        if (session == null) {
            return null;
        }
        Instant now = clock.instant();
        // A token isn't valid for longer than the settings say now.
        if (!now.isBefore(session.expires()) || !now.isBefore(expiry(session.begun(), session.issued()))) {
            return null;
        }
        User user = users.find(session.user());
        if (user == null || !keys.isSigned(ENTRY, user.version(), session.fingerprint())) {
            return null;
        }
        return ended.include(session.id()) ? null : new Current(session, user);
    }

    /** The same session for longer; null if it is too early for that, or if it can't last longer. */
    public @Nullable Session renewed(Current current) {
        Session session = current.session();
        Instant now = now();
        Instant expires = expiry(session.begun(), now);
        Duration used = Duration.between(session.issued(), now);
        if (used.multipliedBy(RENEWALS).compareTo(limits.idle()) < 0 || !expires.isAfter(session.expires())) {
            return null;
        }
        // With the key that signs now: the previous one may be forgotten when this token is seen again.
        return new Session(session.id(), session.user(), fingerprint(current.user()), session.begun(), now, expires);
    }

    /**
     * Ends a session before it expires.
     *
     * @throws IOException if that can't be noted
     */
    public void end(Session session) throws IOException {
        // No token of it can be valid for longer than one that is made now.
        ended.end(session.id(), now().plus(limits.idle()));
    }

    /** What requests of a session that change something have to carry, and what no page of another site can know. */
    public String csrfToken(Session session) {
        return keys.sign(CSRF, session.id());
    }

    public boolean isCsrfToken(Session session, String token) {
        return keys.isSigned(CSRF, session.id(), token);
    }

    private String fingerprint(User user) {
        return keys.sign(ENTRY, user.version());
    }

    private Instant expiry(Instant begun, Instant issued) {
        Instant idle = issued.plus(limits.idle());
        Instant most = begun.plus(limits.most());
        return idle.isBefore(most) ? idle : most;
    }

    private Instant now() {
        return Instant.ofEpochSecond(clock.instant().getEpochSecond());
    }
}
