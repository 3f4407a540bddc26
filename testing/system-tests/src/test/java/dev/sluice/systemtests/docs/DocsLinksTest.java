package dev.sluice.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.systemtests.support.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The links from page to page, and how long pages and lines are. */
class DocsLinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");

    private static final int LINES = 200;
    private static final int COLUMNS = 120;

    @ParameterizedTest
    @MethodSource("pages")
    void shouldBeShort(Path page) {
        assertThat(Pages.lines(page)).as("lines of %s", page).hasSizeLessThanOrEqualTo(LINES);
        // A row of a table can't be wrapped, nor can an address.
        assertThat(Pages.prose(page))
                .filteredOn(line -> !line.startsWith("|") && line.strip().contains(" "))
                .as("lines of %s", page)
                .allSatisfy(line -> assertThat(line.codePointCount(0, line.length()))
                        .as(line)
                        .isLessThanOrEqualTo(COLUMNS));
    }

    @Test
    void shouldFindThePagesOfAllDirectories() {
        assertThat(Pages.all())
                .map(page -> Repository.ROOT.relativize(page).toString())
                .contains("README.md", "docs/tutorial.md", "docs/how-to/deploy.md", "docs/reference/errors.md");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldLinkToExistingTargets(Path page) {
        assertThat(LINK.matcher(String.join("\n", Pages.prose(page)))
                        .results()
                        .filter(link -> !leads(page, link))
                        .map(MatchResult::group))
                .as("links that lead nowhere")
                .isEmpty();
    }

    private static boolean leads(Path page, MatchResult link) {
        Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
        return Files.exists(target) && (link.group(2) == null || anchors(target).contains(link.group(2)));
    }

    static Stream<Path> pages() {
        return Pages.all().stream();
    }

    /** What GitHub makes of headings. */
    private static List<String> anchors(Path page) {
        return Pages.prose(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }
}
