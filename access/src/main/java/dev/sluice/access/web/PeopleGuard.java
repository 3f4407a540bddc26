package dev.sluice.access.web;

import dev.sluice.access.file.InvalidFileException;
import dev.sluice.access.session.EndedSessions;
import dev.sluice.access.session.FirstOperator;
import dev.sluice.access.session.SessionKeys;
import dev.sluice.access.session.Sessions;
import dev.sluice.access.session.SignIn;
import dev.sluice.access.settings.AccessProperties;
import dev.sluice.access.settings.Listener;
import dev.sluice.access.settings.PeopleProperties;
import dev.sluice.access.signin.People;
import dev.sluice.access.signin.SessionCookie;
import dev.sluice.access.user.CurrentUsers;
import dev.sluice.access.user.UsersFile;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The people who sign in with a password. */
@Configuration(proxyBeanMethods = false)
public class PeopleGuard {
    @Bean
    static People accessPeople(
            AccessProperties properties,
            Environment environment,
            MeterRegistry registry,
            ObjectProvider<FirstOperator> first) {
        PeopleProperties people = properties.people();
        CurrentUsers users = users(people);
        registry.gauge("sluice.access.users", users, CurrentUsers::size);
        registry.gauge("sluice.access.users.faulty", users, current -> current.fault() == null ? 0 : 1);
        Clock clock = Clock.systemUTC();
        return new People(
                users,
                new Sessions(
                        new SessionKeys(people.sessionKey(), people.previousSessionKey()),
                        users,
                        ended(people, clock),
                        new Sessions.Limits(people.sessionIdle(), people.sessionMost()),
                        clock),
                new SignIn(users, people.signInTries(), TimeMeter.SYSTEM_NANOTIME),
                new SessionCookie(
                        properties.behindProxy() || Listener.of(environment).tls()),
                first.getIfAvailable());
    }

    private static CurrentUsers users(PeopleProperties people) {
        Path file = Objects.requireNonNull(people.usersFile(), "this configuration needs it");
        try {
            return new CurrentUsers(new UsersFile(file), System::nanoTime);
        } catch (InvalidFileException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }

    private static EndedSessions ended(PeopleProperties people, Clock clock) {
        try {
            return new EndedSessions(people.endedSessionsDirectory(), clock);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "sluice.access.ended-sessions-dir: " + people.endedSessionsDirectory() + " can't be created", e);
        }
    }
}
