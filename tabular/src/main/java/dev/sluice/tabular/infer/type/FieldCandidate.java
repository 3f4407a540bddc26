package dev.sluice.tabular.infer.type;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.document.DocumentFaults;
import dev.sluice.tabular.dataset.document.DocumentReader;
import dev.sluice.tabular.dataset.type.CellFormat;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A type that a column may have.
 *
 * @param properties of the field in a document, without its name
 * @param field compiled by the reader of documents, so that cells are tried as they will be read
 */
record FieldCandidate(ObjectNode properties, Field field) {
    private static final int MAX_COMPILED = 256;
    /** The columns of a file, and of many files, have the same few types, and compiling one takes long. */
    private static final Map<String, Optional<FieldCandidate>> COMPILED =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Optional<FieldCandidate>> eldest) {
                    return size() > MAX_COMPILED;
                }
            });

    /**
     * The candidate, or nothing if a document may not say that.
     *
     * @param properties not modified later
     */
    static Optional<FieldCandidate> of(ObjectNode properties) {
        return COMPILED.computeIfAbsent(properties.toString(), text -> compile(properties));
    }

    /** The candidate of cells that a document can't describe, but the options of an upload can. */
    static FieldCandidate in(ObjectNode properties, CellFormat format) {
        return new FieldCandidate(
                properties,
                dataset(properties).orElseThrow().in(format).fields().get(0));
    }

    private static Optional<FieldCandidate> compile(ObjectNode properties) {
        return dataset(properties)
                .map(dataset -> new FieldCandidate(properties, dataset.fields().get(0)));
    }

    private static Optional<Dataset> dataset(ObjectNode properties) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("name", "candidate");
        ArrayNode fields = document.putArray("fields");
        fields.add(properties.deepCopy().put("name", "cell"));
        fields.addObject().put("name", "group").put("type", "string");
        fields.addObject().put("name", "measure").put("type", "number");
        document.putObject("sluice").put("groupBy", "group").put("measure", "measure");
        return Optional.ofNullable(DocumentReader.read(document.toString(), new DocumentFaults("candidate")));
    }

    static ObjectNode type(String name) {
        return JsonNodeFactory.instance.objectNode().put("type", name);
    }

    static ObjectNode type(String name, String format) {
        return type(name).put("format", format);
    }

    boolean reads(String cell) {
        return value(cell) != null;
    }

    /** The value, or null if the cell is none. */
    @Nullable
    Object value(String cell) {
        Object value = field.parse(cell);
        return value == Field.MISSING ? null : value;
    }
}
