package dev.sluice.access.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.sluice.access.file.InvalidFileException;
import dev.sluice.runtime.http.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersFileTest {
    private static final String HASH = "{bcrypt}$2a$10$" + "a".repeat(53);

    @TempDir
    private Path directory;

    private final AtomicLong clock = new AtomicLong();

    @Test
    void shouldReadWhatItWrites() throws Exception {
        User other = new User(
                "bob", HASH, Set.of(Right.DELETE, Right.OPERATE), false, Instant.EPOCH, Instant.ofEpochSecond(9));
        file().write(List.of(user("eva"), other));

        assertThat(file().read()).containsExactly(user("eva"), other);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().path())))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|line 1: expected an object with the property \"users\"",
                "{}|line 1: expected an object with the property \"users\"",
                "{\"users\": {}}|line 1: users: expected an array",
                "{\"users\": [7]}|line 1: expected an object for each user",
                "{\"users\": [], \"keys\": []}|line 1: expected the property \"users\", found another",
                "{\"users\": []} x|line 1: expected valid JSON",
                "{\"users\": [{\"name\": \"eva\"}]}|line 1: expected the property \"password\" of a user",
                "{\"users\": [{\"admin\": true}]}|line 1: expected only the properties name, password, rights, files, created and changed",
            })
    void shouldNameTheFirstFault(String json, String fault) throws IOException {
        Files.writeString(file().path(), json);

        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> file().read())
                .withMessage(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "eva,secret password,line 3: password: expected {bcrypt} and a bcrypt hash",
        "eva,{noop}secret,line 3: password: expected {bcrypt}",
        "eva,{bcrypt}$2a$31$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,of cost 4 to 15",
        "e/va,{bcrypt}$2a$10$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,line 3: name: expected",
        "anonymous,{bcrypt}$2a$10$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,is reserved",
    })
    void shouldRefuseUsersThatCanNotBe(String name, String password, String fault) throws IOException {
        Files.writeString(
                file().path(),
                "{\n\"users\": [\n{\"name\": \"" + name + "\", \"password\": \"" + password
                        + "\", \"rights\": [\"read\"], \"files\": \"all\", \"created\": \"2026-12-01T00:00:00Z\", "
                        + "\"changed\": \"2026-12-01T00:00:00Z\"}]}");

        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> file().read())
                .withMessageContaining(fault)
                .withMessageNotContaining("secret");
    }

    @Test
    void shouldRefuseTwoOfOneNameAndTooMany() throws IOException {
        file().write(List.of(user("eva"), user("eva")));
        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> file().read())
                .withMessageContaining("in the file already");

        List<User> many = new ArrayList<>();
        for (int i = 0; i <= UsersDocument.MAX_USERS; i++) {
            many.add(user("user-" + i));
        }
        file().write(many);
        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> file().read())
                .withMessageContaining("at most 1000 users");
    }

    @Test
    void shouldKnowThePeopleOfTheFileAsItIsNow() throws Exception {
        file().write(List.of(user("eva")));
        CurrentUsers users = new CurrentUsers(file(), clock::get);
        assertThat(users.find("eva")).isEqualTo(user("eva"));
        assertThat(users.find("bob")).isNull();

        file().write(List.of(user("bob")));
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(users.find("eva")).isNull();
        assertThat(users.find("bob")).isNotNull();
        assertThat(users.size()).isOne();

        Files.writeString(file().path(), "{");
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(users.fault()).isEqualTo("line 1: expected valid JSON");
        assertThat(users.find("bob")).isNotNull();
    }

    @Test
    void shouldAddTheFirstUserOnly() throws Exception {
        file().write(List.of());
        CurrentUsers users = new CurrentUsers(file(), clock::get);
        assertThat(users.isEmpty()).isTrue();

        assertThat(users.addFirst(user("eva"))).isTrue();
        assertThat(users.find("eva")).as("at once").isNotNull();
        assertThat(users.addFirst(user("bob"))).isFalse();
        assertThat(file().read()).containsExactly(user("eva"));

        Files.writeString(file().path(), "{");
        assertThatIOException().isThrownBy(() -> users.addFirst(user("bob")));
        assertThat(file().path()).hasContent("{");
    }

    private UsersFile file() {
        return new UsersFile(directory.resolve("users.json"));
    }

    private static User user(String name) {
        return new User(name, HASH, Set.of(Right.READ), true, Instant.EPOCH, Instant.EPOCH);
    }
}
