package dev.sluice.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
    private static final String NAME = "name";
    private static final Function<List<String>, Optional<String>> NO_MEMBER = ids -> Optional.empty();
    private static final Function<List<String>, Optional<String>> UNASKED = ids -> {
        throw new AssertionError("the brokers are asked about " + ids);
    };

    @TempDir
    private Path directory;

    @Test
    void shouldNotQueryMembersForANewOrKnownDirectory() throws IOException {
        Path state = directory.resolve("new");
        claim(state, UNASKED);
        String id = name(state);

        claim(state, UNASKED);

        assertThat(state.resolve(NAME)).hasContent(id);
    }

    @Test
    void shouldRefuseACopyWhileTheOriginalRuns() throws IOException {
        Path copy = copied();
        String id = Files.readString(copy.resolve(NAME));

        assertThatIllegalStateException()
                .isThrownBy(() -> claim(copy, ids -> {
                    assertThat(ids).containsExactly(id);
                    return Optional.of("member m at /host");
                }))
                .withMessageContaining(copy.toString())
                .withMessageContaining("is a copy of the directory of a running instance: member m at /host");
        assertThat(copy.resolve(NAME)).as("for the next try").hasContent(id);
    }

    @Test
    void shouldGiveACopyANewNameIfTheOriginalDoesNotRun() throws IOException {
        Path copy = copied();

        claim(copy, NO_MEMBER);

        assertThat(copy.resolve(NAME)).doesNotExist();
        String id = name(copy);
        claim(copy, UNASKED);
        assertThat(copy.resolve(NAME)).hasContent(id);
    }

    @Test
    void shouldWaitForTheSessionOfADeadMemberToEnd() throws IOException {
        Path copy = copied();
        List<Optional<String>> answers = new ArrayList<>(List.of(Optional.of("a dead one"), Optional.empty()));

        new StateDirectory(copy, List.of(copy.resolve(NAME))).claim(ids -> answers.remove(0), Duration.ofMinutes(1));

        assertThat(answers).isEmpty();
        assertThat(copy.resolve(NAME)).doesNotExist();
    }

    private Path copied() throws IOException {
        Path original = directory.resolve("original");
        claim(original, UNASKED);
        var unused = name(original);
        Path copy = Files.createDirectory(directory.resolve("copy"));
        try (var files = Files.list(original)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static void claim(Path state, Function<List<String>, Optional<String>> members) {
        new StateDirectory(state, List.of(state.resolve(NAME))).claim(members, Duration.ZERO);
    }

    private static String name(Path state) throws IOException {
        String id = UUID.randomUUID().toString();
        Files.writeString(state.resolve(NAME), id);
        return id;
    }
}
