package dev.sluice.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.systemtests.support.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decisions have one form, and one index. */
class DecisionsTest {
    private static final Path DIRECTORY = Repository.ROOT.resolve("docs/decisions");
    private static final Path INDEX = DIRECTORY.resolve("README.md");

    @ParameterizedTest
    @MethodSource("decisions")
    void shouldHaveStatusContextDecisionAndConsequence(Path decision) {
        List<String> lines = Pages.prose(decision);

        assertThat(lines.get(0)).startsWith("# " + number(decision) + ". ");
        assertThat(lines.get(2)).matches("(\\* )?Status: .+");
        // What else was thought of isn't known of all.
        assertThat(lines.stream().filter(line -> line.startsWith("## ") && !line.equals("## Alternatives")))
                .containsExactly("## Context", "## Decision", "## Consequence");
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void shouldBeInTheIndexWithItsTitle(Path decision) {
        String title = Pages.lines(decision).get(0).replaceFirst("# \\d+\\. ", "");

        assertThat(Pages.lines(INDEX))
                .containsOnlyOnce("| " + number(decision) + " | [" + title + "](" + decision.getFileName() + ") |");
    }

    @Test
    void shouldHaveUniqueNumbers() {
        assertThat(decisions().map(DecisionsTest::number))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(80);
    }

    static Stream<Path> decisions() {
        return Pages.all().stream()
                .filter(page -> page.getParent().equals(DIRECTORY))
                .filter(page -> !page.equals(INDEX));
    }

    private static int number(Path decision) {
        return Integer.parseInt(decision.getFileName().toString().substring(0, 4));
    }
}
