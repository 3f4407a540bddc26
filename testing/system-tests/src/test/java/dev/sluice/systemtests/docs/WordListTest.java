package dev.sluice.systemtests.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.systemtests.support.Repository;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Keeps words out of code, messages and documents for which the field has a standard term, or which hide the subject of
 * a sentence. A finding names the file, the line and what to write instead.
 */
class WordListTest {
    private static final Path ROOT = Repository.ROOT;

    /** The words, as regular expressions, with what to write instead. */
    private static final Map<String, String> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put(
                "[Nn]obody|[Ss]omebody|[Aa]nybody|[Ee]verybody|[Ww]hoever",
                "the subject: a client, a producer, an instance, an operator");
        WORDS.put("[Cc][ao]mes? of", "the result of, the records of, is caused by");
        WORDS.put("[Bb]ec[ao]mes? of", "the outcome of, the result of");
        WORDS.put("[Aa]new", "again; recreated; a new one");
        WORDS.put("[Ll]est", "so that … not");
        WORDS.put("(is|are|was|were|be) told", "receives, is notified, is reported");
        WORDS.put("of (our|their|its|one's) own|of ours", "Sluice's own; separate; additional");
        WORDS.put("[Ll]ittle ((CSV|JSON) )?files?", "small file");
        WORDS.put("[Mm]ends?|[Mm]ended", "correct, repair");
        WORDS.put("(stood|stands?) still", "is paused (a process), is stalled (a stage)");
        WORDS.put("hand(s|ed)? over", "passes on, returns");
        WORDS.put("in vain", "without success");
        WORDS.put("for good", "permanently; once it is acknowledged");
        WORDS.put("fares?", "progress, state");
        WORDS.put("asunder|thereof|heed", "an everyday word");
        WORDS.put("made anew|make anew", "recreated");
        WORDS.put("(sign|signs) of life", "heartbeat");
        WORDS.put("the log (heard|hears)", "the upload had no acknowledged event");
        WORDS.put("books balance", "reconciled");
    }

    /** The parts that aren't examined, with the reasons. Delete the entry of a part once it is cleaned. */
    private static final List<String> EXCLUDED = List.of(
            // The words of earlier versions.
            "CHANGELOG.md",
            // Messages that older versions have written; they never change.
            "schemas/src/main/resources/examples/");

    private static final Pattern EXAMINED = Pattern.compile(".*\\.(java|md|ya?ml|html|js|css|json|xml)|.*/Dockerfile");

    @Test
    void shouldUseTheWordsOfTheField() throws IOException {
        Pattern any = words(String.join("|", WORDS.keySet()));
        List<String> findings = new ArrayList<>();
        for (Path file : files()) {
            List<String> lines = Files.readAllLines(file, UTF_8);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                String place = ROOT.relativize(file) + ":" + (i + 1);
                if (any.matcher(line).find()) {
                    WORDS.forEach((words, instead) -> words(words)
                            .matcher(line)
                            .results()
                            .forEach(found -> findings.add(place + ": " + found.group() + "; instead: " + instead)));
                }
            }
        }
        assertThat(findings).isEmpty();
    }

    private static Pattern words(String words) {
        return Pattern.compile("\\b(" + words + ")\\b");
    }

    /** All files of the repository but for those of builds and of third parties. */
    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = String.valueOf(directory.getFileName());
                boolean isOthers = name.startsWith(".") || name.equals("target") || name.equals("vendor");
                return !directory.equals(ROOT) && (isOthers || isExcluded(directory))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (EXAMINED.matcher(file.toString()).matches()
                        && !file.endsWith("WordListTest.java")
                        && !isExcluded(file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static boolean isExcluded(Path path) {
        String name = ROOT.relativize(path) + (Files.isDirectory(path) ? "/" : "");
        return EXCLUDED.stream().anyMatch(name::startsWith);
    }
}
