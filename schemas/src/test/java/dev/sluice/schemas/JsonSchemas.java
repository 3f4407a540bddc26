package dev.sluice.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The JSON Schema documents. */
final class JsonSchemas {
    /** Of the values of topics but for {@code raw-chunks}. */
    static final List<String> MESSAGES = List.of(
            "valid-row.json",
            "invalid-row.json",
            "chunk-split.json",
            "file-event.json",
            "stream-event.json",
            "file-deletion.json",
            "upload-claim.json",
            "file-result.json");

    /** Of the objects that may stand in {@code raw-chunks}. */
    static final List<String> OBJECTS = List.of("reading.json", "measurement.json");

    static final String DATASET = "dataset.json";

    static final List<String> ALL =
            Stream.of(MESSAGES, OBJECTS, List.of(DATASET)).flatMap(List::stream).toList();

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private JsonSchemas() {}

    static String text(String schema) {
        String resource = "/jsonschema/" + schema;
        try (InputStream in = Objects.requireNonNull(JsonSchemas.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema's errors for the JSON, formats included. */
    static List<String> faults(String schema, String json) {
        return faultsByText(text(schema), json);
    }

    /** Likewise, with undescribed properties as errors. */
    static List<String> faultsAndUndescribed(String schema, String json) {
        String strict = text(schema).replace("\"additionalProperties\": true", "\"unevaluatedProperties\": false");
        return faultsByText(strict, json);
    }

    private static List<String> faultsByText(String schema, String json) {
        return REGISTRY
                .getSchema(schema)
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }
}
