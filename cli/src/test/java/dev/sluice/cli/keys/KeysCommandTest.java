package dev.sluice.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.key.ApiKey;
import dev.sluice.access.key.KeySecret;
import dev.sluice.access.key.KeysFile;
import dev.sluice.access.key.Quota;
import dev.sluice.cli.SluiceCommand;
import dev.sluice.runtime.http.Right;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class KeysCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void shouldPrintTheKeyAloneAndKeepItsDigest() throws Exception {
        assertThat(run("create", "lab", "--rights", "read,write")).isZero();

        String secret = out.toString().strip();
        assertThat(secret).matches("slc_[A-Za-z0-9_-]{43}");
        assertThat(keys()).singleElement().satisfies(key -> {
            assertThat(key.name()).isEqualTo("lab");
            assertThat(key.sha256()).isEqualTo(KeySecret.sha256Hex(secret));
            assertThat(key.rights()).containsExactlyInAnyOrder(Right.READ, Right.WRITE);
            assertThat(key.allFiles()).isTrue();
            assertThat(key.quota()).isEqualTo(Quota.UNLIMITED);
        });
        assertThat(Files.readString(file())).doesNotContain(secret);
        assertThat(err.toString()).contains("lab", "only time").doesNotContain(secret);
    }

    @Test
    void shouldKeepQuotasAndOwner() throws Exception {
        run("create", "lab", "--rights", "write", "--quota", "1.5GB/day", "--requests", "50/s", "--uploads", "4");
        run("create", "two", "--rights", "WRITE", "--files", "own", "--quota", "700/day");

        assertThat(keys())
                .extracting(ApiKey::quota)
                .containsExactly(new Quota(4, 50, 1_500_000_000L), new Quota(null, null, 700L));
        assertThat(keys()).extracting(ApiKey::allFiles).containsExactly(true, false);
    }

    @Test
    void shouldListKeys() {
        run("create", "lab", "--rights", "write,read", "--quota", "10GB/day");
        out.getBuffer().setLength(0);

        assertThat(run("list")).isZero();
        assertThat(out.toString()).contains("name", "lab", "read,write", "all", "10000000000B/day");
    }

    @Test
    void shouldRevokeAllKeysOfAClientOrOne() throws Exception {
        run("create", "lab", "--rights", "read");
        run("create", "lab", "--rights", "read");
        run("create", "other", "--rights", "read");
        new KeysFile(file())
                .write(Stream.concat(
                                keys().stream()
                                        .limit(1)
                                        .map(key -> new ApiKey(
                                                key.name(),
                                                key.sha256(),
                                                key.rights(),
                                                true,
                                                key.quota(),
                                                Instant.parse("2020-01-01T00:00:00Z"))),
                                keys().stream().skip(1))
                        .toList());

        assertThat(run("revoke", "lab", "--created", "2020-01-01T00:00:00Z")).isZero();
        assertThat(keys()).extracting(ApiKey::name).containsExactly("lab", "other");
        assertThat(run("revoke", "lab", "--created", "2020-01-01T00:00:00Z")).isOne();
        assertThat(run("revoke", "lab")).isZero();
        assertThat(keys()).extracting(ApiKey::name).containsExactly("other");
        assertThat(run("revoke", "none")).isOne();
        assertThat(run("revoke", "other", "--created", "today")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create lab",
                "create lab --rights admin",
                "create a/b --rights read",
                "create anonymous --rights read",
                "create lab --rights read --quota 10GB",
                "create lab --rights read --quota 0/day",
                "create lab --rights read --quota 999999999TB/day",
                "create lab --rights read --quota 99999999999999999999/day",
                "create lab --rights read --requests 50",
                "create lab --rights read --requests 0/s",
                "create lab --rights read --uploads 0",
                "create lab --rights read --files some",
                "",
            })
    void shouldRefuseWrongUsage(String arguments) {
        assertThat(run(Arrays.stream(arguments.split(" "))
                        .filter(each -> !each.isEmpty())
                        .toArray(String[]::new)))
                .isEqualTo(2);
        assertThat(file()).doesNotExist();
    }

    @Test
    void shouldLeaveAFaultyFileAsItIs() throws Exception {
        Files.writeString(file(), "{\n  \"keys\": [ 7 ]\n}");

        assertThat(run("create", "lab", "--rights", "read")).isOne();
        assertThat(err.toString()).contains("line 2: expected an object for each key");
        assertThat(out.toString()).isEmpty();
        assertThat(Files.readString(file())).contains("[ 7 ]");
    }

    private List<ApiKey> keys() throws Exception {
        return new KeysFile(file()).read();
    }

    private Path file() {
        return directory.resolve("keys.json");
    }

    private int run(String... arguments) {
        Stream<String> where = arguments.length == 0 ? Stream.of() : Stream.of("--file", file().toString());
        CommandLine line = SluiceCommand.commandLine();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(Stream.concat(Stream.concat(Stream.of("keys"), Stream.of(arguments)), where)
                .toArray(String[]::new));
    }
}
