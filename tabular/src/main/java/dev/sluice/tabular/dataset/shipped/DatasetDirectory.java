package dev.sluice.tabular.dataset.shipped;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.document.DocumentFaults;
import dev.sluice.tabular.dataset.document.DocumentReader;
import dev.sluice.tabular.text.FoundText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The user's documents: all {@code *.json} files of a directory. */
final class DatasetDirectory {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String directory;
    private final Consumer<String> faults;

    DatasetDirectory(String directory, Consumer<String> faults) {
        this.directory = directory;
        this.faults = faults;
    }

    /**
     * Reads the documents of the directory.
     *
     * @param datasets by name; a duplicate name is a fault
     */
    public void addTo(Map<String, Dataset> datasets) {
        Map<String, String> sources = new HashMap<>();
        for (Path file : files()) {
            String source = file.getFileName().toString();
            DocumentFaults ofFile = new DocumentFaults(source);
            String text = text(file, ofFile);
            Dataset dataset = text == null ? null : DocumentReader.read(text, ofFile);
            if (dataset != null && datasets.putIfAbsent(dataset.name(), dataset) != null) {
                ofFile.add(
                        "/name",
                        "expected another name than " + FoundText.quoted(dataset.name()) + ", which is that of "
                                + sources.getOrDefault(dataset.name(), "a dataset that Sluice ships with"));
            }
            if (dataset != null) {
                sources.putIfAbsent(dataset.name(), source);
            }
            ofFile.all().forEach(faults);
        }
    }

    private List<Path> files() {
        Path path = Path.of(directory);
        if (!Files.isDirectory(path)) {
            faults.accept("sluice.datasets.directory: expected a directory, found " + FoundText.quoted(directory));
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            faults.accept("sluice.datasets.directory: expected a directory that can be read, found " + e);
            return List.of();
        }
    }

    private static @Nullable String text(Path file, DocumentFaults faults) {
        if (Files.isDirectory(file)) {
            faults.add("", "expected a file, found a directory");
            return null;
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                faults.add(
                        "", "expected a document of at most " + MAX_BYTES + " bytes, found one of " + Files.size(file));
                return null;
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            faults.add("", "expected UTF-8, found invalid bytes");
        } catch (IOException e) {
            faults.add("", "expected a file that can be read, found " + e);
        }
        return null;
    }
}
