package dev.sluice.tabular.dataset.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Documents for tests. */
public final class Documents {
    private Documents() {}

    /** A document with every property that there is. */
    public static String everything() {
        try (InputStream in = Documents.class.getResourceAsStream("/dataset/everything.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The dataset of a document without faults. */
    public static Dataset read(String document) {
        DocumentFaults faults = new DocumentFaults("test.json");
        Dataset dataset = DocumentReader.read(document, faults);
        assertThat(faults.all()).isEmpty();
        return Objects.requireNonNull(dataset);
    }

    /** The faults of a document that has some, without what the document is called. */
    static List<String> faults(String document) {
        DocumentFaults faults = new DocumentFaults("test.json");
        assertThat(DocumentReader.read(document, faults)).isNull();
        assertThat(faults.all()).isNotEmpty().allSatisfy(fault -> assertThat(fault)
                .startsWith("test.json"));
        return faults.all().stream()
                .map(fault -> fault.substring("test.json".length()).strip())
                .toList();
    }

    /**
     * A field with only its own properties.
     *
     * @param properties its JSON but for the name, e.g. {@code "type": "year"}
     */
    public static Field field(String properties) {
        return read(withField(properties)).fields().get(0);
    }

    /** A document with this field at {@code /fields/0}. */
    static String withField(String properties) {
        return """
                {"name": "test",
                 "fields": [{"name": "f", %s}, {"name": "g", "type": "string"}, {"name": "m", "type": "number"}],
                 "sluice": {"groupBy": "g", "measure": "m"}}""".formatted(properties);
    }

    /** The result of parsing a cell: its canonical text, or the errors. */
    public static String outcome(Field field, String cell) {
        Object value = field.parse(cell);
        List<Field.Violation> violations = field.violations(cell);
        assertThat(violations.isEmpty())
                .as("parse and violations agree on %s", cell)
                .isEqualTo(value != null);
        if (value == null) {
            return violations.toString();
        }
        return value == Field.MISSING ? "missing" : field.text(value);
    }
}
