package dev.sluice.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "errors.md");

    @ParameterizedTest
    @EnumSource
    void shouldBeInTheDocumentedTable(Problem problem) throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| " + problem.status() + " | "))
                .toList();

        assertThat(rows).anyMatch(row -> row.contains("`" + problem.code() + "`"));
    }
}
