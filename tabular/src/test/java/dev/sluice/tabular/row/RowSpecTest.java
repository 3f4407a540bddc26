package dev.sluice.tabular.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.header.Detection;
import dev.sluice.tabular.header.HeaderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The rows of CSV texts, case by case: see {@code src/test/resources/spec} and, for the notation, {@link RowSpec}. */
class RowSpecTest {
    private static final Path SPECS = Path.of("src/test/resources/spec");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @TempDir
    Path directory;

    static Stream<Arguments> cases() throws IOException {
        List<Arguments> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(SPECS)) {
            for (Path file : files.sorted().toList()) {
                RowSpec spec = YAML.readValue(Files.readString(file), RowSpec.class);
                for (RowSpec.Case one : spec.cases()) {
                    all.add(Arguments.of(spec.about() + ": " + one.name(), one, spec));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldProduceTheSpecifiedRows(String name, RowSpec.Case one, RowSpec spec) throws IOException {
        Dataset dataset = one.asked().applyTo(dataset(one.dataset() == null ? spec.dataset() : one.dataset(), spec));
        byte[] text = one.bytes(spec.header());
        Detection detection;
        try {
            detection = Detection.of(text, 0, text.length, dataset, one.asked());
        } catch (HeaderException e) {
            assertRefused(name, e, one);
            return;
        }
        assertThat(one.refused())
                .as("%s: expected to be refused, found %s", name, detection.options())
                .isNull();
        if (one.detected() != null) {
            assertThat(detection.options().format()).as(name).isEqualTo(one.detected());
        }
        assertRows(name, RowsOf.csv(text, detection, dataset), one);
    }

    private static void assertRefused(String name, HeaderException e, RowSpec.Case one) {
        if (one.refused() == null) {
            fail(name + ": expected rows, found that it is refused: " + e.code() + ", " + e.getMessage(), e);
        }
        assertThat(e.code())
                .as("%s: %s", name, e.getMessage())
                .isEqualTo(one.refused().get("code").stringValue());
        if (one.refused().has("message")) {
            assertThat(e).as(name).hasMessage(one.refused().get("message").stringValue());
        }
        if (one.refused().has("columns")) {
            assertThat(e.columns())
                    .as(name)
                    .containsExactlyElementsOf(texts(one.refused().get("columns")));
        }
    }

    private static void assertRows(String name, RowsOf rows, RowSpec.Case one) {
        assertThat(rows.valid())
                .as("%s: valid rows; invalid are %s", name, rows.invalid())
                .containsExactlyElementsOf(flat(one.valid())
                        .map(row -> row.getKey() + ": " + texts(row.getValue()))
                        .toList());
        List<Map.Entry<Long, JsonNode>> invalid = flat(one.invalid()).toList();
        assertThat(rows.invalid())
                .as("%s: invalid rows", name)
                .extracting(RowsOf.Invalid::line)
                .containsExactlyElementsOf(
                        invalid.stream().map(Map.Entry::getKey).toList());
        for (int i = 0; i < invalid.size(); i++) {
            assertErrors(name, rows.invalid().get(i).errors(), invalid.get(i).getValue());
        }
        if (one.raw() != null) {
            assertThat(rows.invalid())
                    .as("%s: raw", name)
                    .extracting(row -> Map.entry(row.line(), row.raw().text()))
                    .containsExactlyElementsOf(flat(one.raw()).toList());
        }
    }

    private static void assertErrors(String name, List<RowError> errors, JsonNode expected) {
        assertThat(errors).as(name).hasSize(expected.size());
        for (int i = 0; i < errors.size(); i++) {
            RowError error = errors.get(i);
            if (expected.get(i).isString()) {
                String field = error.field() == null ? "" : " " + error.field();
                assertThat(error.code() + field)
                        .as(name)
                        .isEqualTo(expected.get(i).stringValue());
                continue;
            }
            Map<String, String> found = Map.of(
                    "code", error.code(),
                    "field", String.valueOf(error.field()),
                    "message", error.message(),
                    "value", String.valueOf(error.value()));
            for (String property : expected.get(i).propertyNames()) {
                assertThat(found)
                        .as(name)
                        .containsEntry(property, expected.get(i).get(property).asString());
            }
        }
    }

    private static <T> Stream<Map.Entry<Long, T>> flat(List<Map<Long, T>> rows) {
        return rows == null ? Stream.of() : rows.stream().flatMap(row -> row.entrySet().stream());
    }

    /** Unparsed, so that numbers and dates need no quotes in YAML. */
    private static List<String> texts(JsonNode array) {
        return array.valueStream()
                .map(item -> item.isNull() ? "null" : item.asString())
                .toList();
    }

    private Dataset dataset(JsonNode nameOrDocument, RowSpec spec) throws IOException {
        List<JsonNode> documents = new ArrayList<>(spec.datasets() == null ? List.of() : spec.datasets());
        String name = nameOrDocument.asString("");
        if (nameOrDocument.isObject()) {
            documents.add(nameOrDocument);
            name = nameOrDocument.get("name").stringValue();
        }
        for (JsonNode document : documents) {
            Path file = directory.resolve(document.get("name").stringValue() + ".json");
            Files.write(file, JsonMapper.shared().writeValueAsBytes(document));
        }
        return Datasets.of(directory).find(name).orElseThrow();
    }
}
