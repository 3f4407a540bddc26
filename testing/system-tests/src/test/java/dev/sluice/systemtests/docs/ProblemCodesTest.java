package dev.sluice.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.document.ContractDocument;
import dev.sluice.systemtests.support.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The one documented table of problem codes, against the API's document and what stands before all operations. */
class ProblemCodesTest {
    @Test
    void shouldListEveryCodeOfTheApiWithItsStatus() throws IOException {
        Set<String> codes = new TreeSet<>();
        collect(ContractDocument.OPENAPI.json(), codes);
        // Of no operation: GuardIT has it answered.
        codes.add("404 `unknown-path`");

        List<String> table = Files.readAllLines(Repository.ROOT.resolve("docs/reference/errors.md")).stream()
                .filter(line -> line.matches("\\| [0-9]{3}[^|]* \\| `.*"))
                .toList();
        assertThat(codes).hasSizeGreaterThan(40).allSatisfy(code -> {
            String[] parts = code.split(" ", 2);
            assertThat(table).anyMatch(row -> row.startsWith("| " + parts[0]) && row.contains(parts[1]));
        });
    }

    private static void collect(JsonNode node, Set<String> codes) {
        if (node.path("status").isInt() && node.path("code").isString()) {
            codes.add(node.path("status").asInt() + " `" + node.path("code").asString() + "`");
        }
        node.forEach(child -> collect(child, codes));
    }
}
