package dev.sluice.cli.users;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.user.Passwords;
import dev.sluice.access.user.User;
import dev.sluice.access.user.UsersFile;
import dev.sluice.cli.SluiceCommand;
import dev.sluice.runtime.http.Right;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class UsersCommandTest {
    private static final String PASSWORD = "correct horse b\u00e4ttery";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void shouldKeepAHashOfThePasswordOnly() throws Exception {
        assertThat(run(PASSWORD + "\r\nrest", "create", "eva", "--rights", "read,WRITE"))
                .isZero();

        User eva = users().get(0);
        assertThat(eva.name()).isEqualTo("eva");
        assertThat(eva.rights()).containsExactlyInAnyOrder(Right.READ, Right.WRITE);
        assertThat(eva.allFiles()).isTrue();
        assertThat(Passwords.matches(PASSWORD, eva)).isTrue();
        assertThat(Files.readString(file()) + out + err).doesNotContain(PASSWORD);
    }

    @Test
    void shouldListChangeAndRemovePeople() throws Exception {
        run(PASSWORD, "create", "eva", "--rights", "read", "--files", "own");
        run(PASSWORD, "create", "bob", "--rights", "read");
        assertThat(run(PASSWORD, "create", "eva", "--rights", "delete")).isEqualTo(2);
        assertThat(err.toString()).contains("has a user eva already");
        User before = users().get(0);

        assertThat(run("", "sign-out", "eva")).isZero();
        User signedOut = users().get(0);
        assertThat(signedOut.version()).isNotEqualTo(before.version());
        assertThat(signedOut.password()).isEqualTo(before.password());

        assertThat(run("another password", "password", "eva")).isZero();
        assertThat(Passwords.matches("another password", users().get(0))).isTrue();

        assertThat(run("", "remove", "bob")).isZero();
        assertThat(users()).extracting(User::name).containsExactly("eva");
        assertThat(run("", "remove", "bob")).isOne();
        assertThat(err.toString()).contains("has no such user");

        out.getBuffer().setLength(0);
        assertThat(run("", "list")).isZero();
        assertThat(out.toString()).contains("eva", "read", "own").doesNotContain("bob", "bcrypt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create eva",
                "create eva --rights admin",
                "create e/va --rights read",
                "create anonymous --rights read",
                "create eva --rights read --files some",
                "create eva --rights read --password correct-horse",
                "sign-out",
                "",
            })
    void shouldRefuseWrongUsage(String arguments) {
        assertThat(run(
                        PASSWORD,
                        Arrays.stream(arguments.split(" "))
                                .filter(each -> !each.isEmpty())
                                .toArray(String[]::new)))
                .isEqualTo(2);
        assertThat(file()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "\n12345678901", "123456789"})
    void shouldRefusePasswordsThatCanBeGuessed(String input) {
        assertThat(run(input, "create", "eva", "--rights", "read")).isEqualTo(2);
        assertThat(err.toString()).contains("at least 10 characters");
        assertThat(run("x".repeat(100_000), "create", "eva", "--rights", "read"))
                .isEqualTo(2);
        assertThat(file()).doesNotExist();
    }

    private List<User> users() throws Exception {
        return new UsersFile(file()).read();
    }

    private Path file() {
        return directory.resolve("users.json");
    }

    private int run(String input, String... arguments) {
        Stream<String> where = arguments.length == 0 ? Stream.of() : Stream.of("--file", file().toString());
        CommandLine line = SluiceCommand.commandLine();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(UTF_8)));
        try {
            return line.execute(Stream.concat(Stream.concat(Stream.of("users"), Stream.of(arguments)), where)
                    .toArray(String[]::new));
        } finally {
            System.setIn(before);
        }
    }
}
