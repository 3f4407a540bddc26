package dev.sluice.access.settings;

import dev.sluice.runtime.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings for people who sign in with a password.
 *
 * @param usersFile the file with the people; null if there is none
 * @param sessionKey what signs their sessions
 * @param previousSessionKey what signed them before, and is accepted still; empty if there is none
 * @param sessionIdle how long a session lasts without a request
 * @param sessionMost how long a session lasts at most
 * @param endedSessionsDirectory where sessions that were ended are noted; null for this instance's memory alone
 * @param signInTries how often a name may be tried from one address in a quarter of an hour
 * @param signInsAtOnce how many sign-ins may be in progress
 */
public record PeopleProperties(
        @Nullable Path usersFile,
        String sessionKey,
        String previousSessionKey,
        Duration sessionIdle,
        Duration sessionMost,
        @Nullable Path endedSessionsDirectory,
        int signInTries,
        int signInsAtOnce) {
    private static final String PATH = "[^\\x00]{0,4096}";
    private static final String KEY = "[!-~]{32,200}";
    private static final String KEY_IN_WORDS = "32 to 200 visible ASCII characters";
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    static PeopleProperties read(Settings settings) {
        Duration idle = settings.duration("access.session-idle", Duration.ofHours(12), SHORTEST, Duration.ofDays(30));
        return new PeopleProperties(
                path(settings.text("access.users-file", "", PATH, "a path")),
                settings.secret("access.session-key", KEY, KEY_IN_WORDS),
                settings.secret("access.previous-session-key", KEY, KEY_IN_WORDS),
                idle,
                settings.duration(
                        "access.session-max", Duration.ofDays(7), idle, Duration.ofDays(90), "session-idle to 90d"),
                path(settings.text("access.ended-sessions-dir", "", PATH, "a path")),
                settings.integer("access.sign-in-tries", 10, 1, 1_000),
                settings.integer("access.sign-ins-at-once", 16, 1, 1_000));
    }

    private static @Nullable Path path(String text) {
        return text.isEmpty() ? null : Path.of(text);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "PeopleProperties[usersFile=" + usersFile + ", sessionIdle=" + sessionIdle + ", sessionMost="
                + sessionMost + ", endedSessionsDirectory=" + endedSessionsDirectory + ", signInTries=" + signInTries
                + ", signInsAtOnce=" + signInsAtOnce + "]";
    }
}
