package dev.sluice.standalone;

import dev.sluice.access.file.InvalidFileException;
import dev.sluice.access.key.KeySecret;
import dev.sluice.access.session.FirstOperator;
import dev.sluice.access.settings.AccessProperties;
import dev.sluice.access.settings.PeopleProperties;
import dev.sluice.access.user.UsersFile;
import dev.sluice.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Has people sign in without further ado where a users file is named: it makes the file and the key for sessions, and,
 * while there is no one, a token for the first person.
 */
final class PeopleInitializer implements ApplicationContextInitializer<GenericApplicationContext> {
    private final Path directory;
    private @Nullable String firstOperatorToken;

    /** @param directory for the key and for ended sessions; it is made if it is needed */
    PeopleInitializer(Path directory) {
        this.directory = directory;
    }

    /** The token of the first person; null unless there is no one. */
    @Nullable
    String firstOperatorToken() {
        return firstOperatorToken;
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        Map<String, String> given = Binder.get(context.getEnvironment())
                .bind("sluice", Bindable.mapOf(String.class, String.class))
                .orElseGet(Map::of);
        PeopleProperties people = AccessProperties.read(new Settings(given)).people();
        Path file = people.usersFile();
        if (file == null) {
            return;
        }
        Map<String, Object> own = new HashMap<>();
        try {
            if (people.sessionKey().isEmpty()) {
                own.put("sluice.access.session-key", SessionKeyFile.in(directory));
            }
            if (people.endedSessionsDirectory() == null) {
                own.put(
                        "sluice.access.ended-sessions-dir",
                        directory.resolve("ended-sessions").toString());
            }
        } catch (IOException e) {
            throw DataDirectoryException.unusable(directory, e);
        }
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("people", own));
        if (isWithoutPeople(new UsersFile(file))) {
            String token = KeySecret.generate();
            context.getDefaultListableBeanFactory()
                    .registerSingleton("firstOperator", new FirstOperator(token, Clock.systemUTC()));
            firstOperatorToken = token;
        }
    }

    /** What is wrong with the file is reported with all other faults of the settings. */
    private static boolean isWithoutPeople(UsersFile file) {
        try {
            if (!Files.exists(file.path())) {
                file.write(List.of());
            }
            return file.read().isEmpty();
        } catch (IOException e) {
            throw DataDirectoryException.unusable(file.path(), e);
        } catch (InvalidFileException e) {
            return false;
        }
    }
}
