package dev.sluice.runtime.settings;

import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.text.FoundText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetSettingsTest {
    @TempDir
    private Path directory;

    @Test
    void shouldLoadOnlyShippedDatasetsWithoutADirectory() {
        Settings settings = new Settings(Map.of()).verify(DatasetSettings::read);

        assertThat(DatasetSettings.read(settings).all())
                .isEqualTo(Datasets.shipped().all());
        assertThat(settings.asked()).contains(new Setting("sluice.datasets.directory", "", "a path"));
    }

    @Test
    void shouldAddTheDocumentsOfADirectory() throws IOException {
        write("b.json", document("everything").replaceFirst("\\{", "{\"title\": \"Everything\","));
        write("a.json", document("zoo"));
        write("with-mark.json", "\uFEFF" + document("apples"));
        write("notes.txt", "not a document");
        write("old.json~", "not a document");

        Datasets datasets = DatasetSettings.read(verified());

        assertThat(datasets.names())
                .containsExactly("sensor-readings", "apples", "everything", "measurements", "song-plays", "zoo");
        assertThat(datasets.find("everything")).get().extracting(Dataset::title).isEqualTo("Everything");
        assertThat(datasets.find("apples")).get().extracting(Dataset::document).isEqualTo(document("apples"));
        assertThat(Datasets.shipped().find("zoo")).isEmpty();
    }

    @Test
    void shouldReportAllFaultsOfAllDocumentsAtOnce() throws IOException {
        write("a.json", document("a").replace("\"string\"", "\"text\"").replace("\"m\",", "\"m\", \"unit\": \"°C\","));
        write("b.json", "{");
        write("c.json", document("song-plays"));
        write("d.json", document("twice"));
        write("e.json", document("twice"));
        write("f.json", "[]");
        Files.write(directory.resolve("g.json"), document("g").getBytes(UTF_16));
        write("h.json", " ".repeat(1024 * 1024) + "{}");
        Files.createDirectory(directory.resolve("i.json"));

        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(this::verified)
                .withMessageStartingWith("""
                        can't start: 9 settings are invalid:
                          - a.json /fields/0/type: expected one of string, number, integer, boolean, list, datetime, date, \
                        time, year, found "text"
                          - a.json /fields/1/unit: unknown property; known here are bareNumber, constraints, decimalChar, \
                        description, example, format, groupChar, missingValues, name, rdfType, title, type
                          - b.json: expected JSON at line 1, column 2: Unexpected end-of-input""")
                .withMessageEndingWith("""
                          - c.json /name: expected another name than "song-plays", which is that of a dataset that Sluice \
                        ships with
                          - e.json /name: expected another name than "twice", which is that of d.json
                          - f.json: expected an object, found an array
                          - g.json: expected UTF-8, found invalid bytes
                          - h.json: expected a document of at most 1048576 bytes, found one of 1048578
                          - i.json: expected a file, found a directory""");
    }

    @Test
    void shouldLoadValidDocumentsDespiteInvalidOnes() throws IOException {
        write("a.json", document("a"));
        write("b.json", "{");

        assertThat(DatasetSettings.read(settings()).names())
                .containsExactly("sensor-readings", "a", "measurements", "song-plays");
    }

    @Test
    void shouldReportAMissingDirectory() throws IOException {
        Path file = directory.resolve("file");
        Files.writeString(file, "{}");

        assertFault(directory.resolve("none"));
        assertFault(file);
    }

    private static void assertFault(Path path) {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> settings(path).verify(DatasetSettings::read))
                .withMessage("can't start: 1 setting is invalid:\n  - sluice.datasets.directory: expected a directory,"
                        + " found " + FoundText.quoted(path.toString()));
    }

    private Settings verified() {
        return settings().verify(DatasetSettings::read);
    }

    private Settings settings() {
        return settings(directory);
    }

    private static Settings settings(Path path) {
        return new Settings(Map.of("datasets.directory", path.toString()));
    }

    private void write(String name, String document) throws IOException {
        Files.writeString(directory.resolve(name), document);
    }

    private static String document(String name) {
        return """
                {"name": "%s",
                 "fields": [{"name": "g", "type": "string"}, {"name": "m", "type": "number"}],
                 "sluice": {"groupBy": "g", "measure": "m"}}""".formatted(name);
    }
}
