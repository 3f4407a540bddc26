package dev.sluice.runtime.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WebProblemTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "errors.md");

    @ParameterizedTest
    @EnumSource
    void shouldBeInTheDocumentedTable(WebProblem problem) throws IOException {
        assertThat(Files.readAllLines(PAGE))
                .anyMatch(line -> line.startsWith("| ") && line.contains(" | `" + problem.code() + "` | all | "));
    }
}
