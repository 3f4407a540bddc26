package dev.sluice.access.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.user.CurrentUsers;
import dev.sluice.access.user.User;
import dev.sluice.access.user.UsersFile;
import dev.sluice.runtime.http.Right;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {
    private static final String KEY = "k".repeat(32);
    private static final String OTHER_KEY = "o".repeat(32);
    private static final String HASH = "{bcrypt}$2a$10$" + "a".repeat(53);
    private static final User EVA = new User("eva", HASH, Set.of(Right.READ), true, Instant.EPOCH, Instant.EPOCH);

    @TempDir
    private Path directory;

    private final MovingClock clock = new MovingClock();
    private final AtomicLong nanos = new AtomicLong();
    private UsersFile file;
    private CurrentUsers users;

    @BeforeEach
    void addEva() throws Exception {
        file = new UsersFile(directory.resolve("users.json"));
        file.write(List.of(EVA));
        users = new CurrentUsers(file, nanos::get);
    }

    @Test
    void shouldHoldAtEachInstanceWithTheSameKeyAndUsers() throws Exception {
        Session begun = sessions(KEY, "", null).begin(EVA);
        String token = sessions(KEY, "", null).token(begun);

        assertThat(token).hasSizeLessThan(250).doesNotContain(HASH, KEY).matches("[A-Za-z0-9:._-]+");
        assertThat(sessions(KEY, "", null).find(token)).isEqualTo(new Sessions.Current(begun, EVA));
        assertThat(sessions(OTHER_KEY, "", null).find(token)).isNull();
        assertThat(sessions(OTHER_KEY, KEY, null).find(token))
                .as("a key that was replaced")
                .isNotNull();
        clock.move(Duration.ofHours(3));
        Sessions both = sessions(OTHER_KEY, KEY, null);
        String renewed = both.token(both.renewed(both.find(token)));
        assertThat(sessions(OTHER_KEY, "", null).find(renewed))
                .as("renewed with the new key")
                .isNotNull();
    }

    @Test
    void shouldRefuseWhatItHasNotSigned() throws Exception {
        Sessions sessions = sessions(KEY, "", null);
        String token = sessions.token(sessions.begin(EVA));

        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == '1' ? '2' : '1';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(sessions.find(changed)).as("character %d", i).isNull();
        }
        for (String wrong : List.of(
                "",
                ":",
                token + "x",
                " " + token,
                token.toUpperCase(Locale.ROOT),
                token.substring(0, token.lastIndexOf(':') + 1),
                token.replace("eva", "bob"),
                "x".repeat(100_000),
                ":".repeat(8))) {
            assertThat(sessions.find(wrong)).as(wrong).isNull();
        }
    }

    @Test
    void shouldEndWithoutRequestsAndAtLastWithThem() throws Exception {
        Sessions sessions = sessions(KEY, "", null);
        Session session = sessions.begin(EVA);
        assertThat(sessions.renewed(new Sessions.Current(session, EVA)))
                .as("too early")
                .isNull();

        clock.move(Duration.ofHours(12).minusSeconds(1));
        assertThat(sessions.find(sessions.token(session))).isNotNull();
        clock.move(Duration.ofSeconds(1));
        assertThat(sessions.find(sessions.token(session))).isNull();

        session = sessions.begin(EVA);
        Instant last = clock.instant().plus(Duration.ofDays(7));
        while (sessions.find(sessions.token(session)) != null) {
            Session renewed = sessions.renewed(new Sessions.Current(session, EVA));
            session = renewed == null ? session : renewed;
            clock.move(Duration.ofHours(2));
        }
        assertThat(clock.instant()).isBetween(last, last.plus(Duration.ofHours(2)));
    }

    /** The settings may have become stricter since a token was made. */
    @Test
    void shouldNotLastLongerThanTheSettingsSayNow() throws Exception {
        Sessions before = sessions(KEY, "", null);
        String token = before.token(before.begin(EVA));
        clock.move(Duration.ofMinutes(2));

        Sessions.Limits strict = new Sessions.Limits(Duration.ofMinutes(1), Duration.ofMinutes(1));
        assertThat(new Sessions(new SessionKeys(KEY, ""), users, new EndedSessions(null, clock), strict, clock)
                        .find(token))
                .isNull();
    }

    @Test
    void shouldEndWhenThePersonIsRemovedOrChanged() throws Exception {
        Sessions sessions = sessions(KEY, "", null);
        String token = sessions.token(sessions.begin(EVA));

        write(EVA.signedOut(Instant.ofEpochSecond(1)));
        assertThat(sessions.find(token)).as("signed out by an operator").isNull();
        write(EVA.withPassword("{bcrypt}$2a$10$" + "b".repeat(53), Instant.EPOCH));
        assertThat(sessions.find(token)).as("another password").isNull();
        write();
        assertThat(sessions.find(token)).as("removed").isNull();
        write(new User("eva", HASH, Set.of(Right.READ), true, Instant.ofEpochSecond(5), Instant.EPOCH));
        assertThat(sessions.find(token)).as("another person of that name").isNull();

        User promoted = new User("eva", HASH, Set.of(Right.DELETE), false, Instant.EPOCH, Instant.EPOCH);
        write(promoted);
        Sessions.Current current = sessions.find(token);
        assertThat(current).as("other rights").isNotNull();
        assertThat(current.user().caller().may(Right.DELETE)).isTrue();
        assertThat(current.user().caller().may(Right.READ)).isFalse();
    }

    @Test
    void shouldBindTheCsrfTokenToTheSession() throws Exception {
        Sessions sessions = sessions(KEY, "", null);
        Session session = sessions.begin(EVA);
        String csrf = sessions.csrfToken(session);
        clock.move(Duration.ofHours(3));

        assertThat(sessions.isCsrfToken(session, csrf)).isTrue();
        assertThat(sessions.isCsrfToken(sessions.renewed(new Sessions.Current(session, EVA)), csrf))
                .isTrue();
        assertThat(sessions.isCsrfToken(sessions.begin(EVA), csrf)).isFalse();
        assertThat(sessions.isCsrfToken(session, "")).isFalse();
        assertThat(sessions.isCsrfToken(session, session.fingerprint())).isFalse();
        assertThat(sessions(OTHER_KEY, KEY, null).isCsrfToken(session, csrf)).isTrue();
    }

    @Test
    void shouldNotAcceptASessionThatWasEndedNorItsRenewals() throws Exception {
        Sessions sessions = sessions(KEY, "", null);
        Session session = sessions.begin(EVA);
        clock.move(Duration.ofHours(3));
        Session renewed = sessions.renewed(new Sessions.Current(session, EVA));
        Session other = sessions.begin(EVA);

        sessions.end(session);

        assertThat(sessions.find(sessions.token(session))).isNull();
        assertThat(sessions.find(sessions.token(renewed))).isNull();
        assertThat(sessions.find(sessions.token(other))).as("on another device").isNotNull();
    }

    @Test
    void shouldTellOtherServicesAndRestartsOfEndedSessions() throws Exception {
        Path ended = directory.resolve("ended");
        Sessions sessions = sessions(KEY, "", ended);
        Session session = sessions.begin(EVA);
        sessions.end(session);
        sessions.end(session);

        assertThat(sessions(KEY, "", ended).find(sessions.token(session))).isNull();
        assertThat(sessions(KEY, "", null).find(sessions.token(session)))
                .as("one that doesn't share the directory")
                .isNotNull();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ended)))
                .isEqualTo("rwx------");

        Session later = sessions.begin(EVA);
        clock.move(Duration.ofHours(13));
        sessions.end(later);
        try (var files = Files.list(ended)) {
            assertThat(files).as("what has expired is forgotten").hasSize(1);
        }
    }

    private void write(User... all) throws Exception {
        file.write(List.of(all));
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }

    private Sessions sessions(String key, String previous, @Nullable Path ended) throws Exception {
        return new Sessions(
                new SessionKeys(key, previous),
                users,
                new EndedSessions(ended, clock),
                new Sessions.Limits(Duration.ofHours(12), Duration.ofDays(7)),
                clock);
    }
}
