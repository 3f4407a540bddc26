package dev.sluice.access.session;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the tokens of sessions: the session's values with colons between, and a signature. The values are no
 * secret; none of them can be changed without the key.
 */
final class SessionTokens {
    private static final String PURPOSE = "session";
    private static final int MAX_LENGTH = 400;
    private static final Pattern FORM = Pattern.compile("(1:([0-9a-f]{32}):([A-Za-z0-9._-]{1,64}):([A-Za-z0-9_-]{43})"
            + ":([0-9]{1,11}):([0-9]{1,11}):([0-9]{1,11})):([A-Za-z0-9_-]{43})");

    private final SessionKeys keys;

    SessionTokens(SessionKeys keys) {
        this.keys = keys;
    }

    /** The token of a session. Its times are kept in seconds. */
    String write(Session session) {
        String values = String.join(
                ":",
                "1",
                session.id(),
                session.user(),
                session.fingerprint(),
                Long.toString(session.begun().getEpochSecond()),
                Long.toString(session.issued().getEpochSecond()),
                Long.toString(session.expires().getEpochSecond()));
        return values + ":" + keys.sign(PURPOSE, values);
    }

    /** The session of a token, or null if it isn't one that a key has signed. Whether it has expired isn't asked. */
    @Nullable
    Session read(String token) {
        if (token.length() > MAX_LENGTH) {
            return null;
        }
        Matcher matcher = FORM.matcher(token);
        if (!matcher.matches() || !keys.isSigned(PURPOSE, matcher.group(1), matcher.group(8))) {
            return null;
        }
        return new Session(
                matcher.group(2),
                matcher.group(3),
                matcher.group(4),
                time(matcher.group(5)),
                time(matcher.group(6)),
                time(matcher.group(7)));
    }

    private static Instant time(String seconds) {
        return Instant.ofEpochSecond(Long.parseLong(seconds));
    }
}
