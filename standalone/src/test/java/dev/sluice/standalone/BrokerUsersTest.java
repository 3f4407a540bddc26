package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerUsersTest {
    @TempDir
    private Path directory;

    @Test
    void shouldReadNamesAndPasswords() throws IOException {
        assertThat(BrokerUsers.read(file("# A comment\n\n  lab one-password\nmachine.7\t\"quoted\"=;\n")))
                .hasSize(2)
                .containsEntry("lab", "one-password")
                .containsEntry("machine.7", "\"quoted\"=;");
        assertThat(BrokerUsers.read(file(""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lab",
                "lab short",
                "lab two passwords",
                "lab pass\u00e4word",
                "a/b one-password",
                "sluice one-password",
                "ANONYMOUS one-password",
                "lab other-password"
            })
    void shouldNameTheLineOfAFault(String line) throws IOException {
        Path file = file("lab one-password\n" + line + "\n");

        assertThatThrownBy(() -> BrokerUsers.read(file))
                .isInstanceOf(InvalidUsersException.class)
                .hasMessageStartingWith(file + ", line 2: expected ")
                .hasMessageNotContaining("one-password")
                .hasMessageNotContaining("other-password")
                .hasMessageNotContaining("two passwords")
                .hasMessageNotContaining("short");
    }

    @Test
    void shouldRefuseAFileThatOthersMayRead() throws IOException {
        for (String permissions : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rwx------"}) {
            Path file = file("lab one-password\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            assertThatThrownBy(() -> BrokerUsers.read(file))
                    .as(permissions)
                    .isInstanceOf(InvalidUsersException.class)
                    .hasMessageContaining("chmod 600");
        }
        Path file = file("lab one-password\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertThat(BrokerUsers.read(file)).hasSize(1);
    }

    @Test
    void shouldRefuseWhatIsNoFile() {
        assertThatThrownBy(() -> BrokerUsers.read(directory.resolve("missing")))
                .isInstanceOf(InvalidUsersException.class)
                .hasMessage(directory.resolve("missing") + " can't be read");
    }

    private Path file(String text) throws IOException {
        Path file = directory.resolve("users");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }
}
