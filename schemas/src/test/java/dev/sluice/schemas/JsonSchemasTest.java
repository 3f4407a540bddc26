package dev.sluice.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.message.ValidRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class JsonSchemasTest {
    private static final Topics TOPICS = Topics.read(new Settings(Map.of()));

    @SuppressWarnings("unused")
    private static final List<String> SCHEMAS = JsonSchemas.ALL;

    /** A schema's file, and a message as its topic's serde writes it. */
    static Stream<Arguments> messages() {
        Stream<Arguments> rows = Stream.of(Messages.ROW, Messages.STREAM_ROW)
                .map(row -> Arguments.of("valid-row.json", written(TOPICS.validRows(), row)));
        Stream<Arguments> invalid = Stream.of(Messages.INVALID, Messages.STREAM_INVALID)
                .map(row -> Arguments.of("invalid-row.json", written(TOPICS.invalidRows(), row)));
        Stream<Arguments> splits = Stream.of(Messages.SPLIT, Messages.WHOLE_FILE_SPLIT, Messages.NAMELESS_SPLIT)
                .map(split -> Arguments.of("chunk-split.json", written(TOPICS.splitEvents(), split)));
        Stream<Arguments> events = Messages.EVENTS.stream()
                .map(event -> Arguments.of("file-event.json", written(TOPICS.fileEvents(), event)));
        Stream<Arguments> results = Stream.of(Messages.RESULT, Messages.TOO_LARGE_FIGURES, Messages.FAILED)
                .map(result -> Arguments.of("file-result.json", written(TOPICS.fileResults(), result)));
        return Stream.of(rows, invalid, splits, events, results).flatMap(s -> s);
    }

    @ParameterizedTest
    @FieldSource("SCHEMAS")
    void shouldBeValidSchemasThemselves(String schema) {
        var metaSchema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(metaSchema.validate(JsonSchemas.text(schema), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldDescribeAllOfEveryMessage(String schema, String json) {
        assertThat(JsonSchemas.faults(schema, json)).isEmpty();
        assertThat(JsonSchemas.faultsAndUndescribed(schema, json)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldAllowPropertiesOfLaterVersions(String schema, String json) {
        ObjectNode later = (ObjectNode) Json.MAPPER.readTree(json);
        later.putObject("later").put("version", 2);

        assertThat(JsonSchemas.faults(schema, later.toString())).isEmpty();
        assertThat(JsonSchemas.faultsAndUndescribed(schema, later.toString())).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldRefuseAMessageThatLacksARequiredProperty(String schema, String json) {
        for (JsonNode required : Json.MAPPER.readTree(JsonSchemas.text(schema)).get("required")) {
            ObjectNode lacking = (ObjectNode) Json.MAPPER.readTree(json);
            lacking.remove(required.asString());

            assertThat(JsonSchemas.faults(schema, lacking.toString()))
                    .as("%s without %s", schema, required)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @FieldSource("SCHEMAS")
    void shouldSayWhatEveryPropertyMeans(String schema) {
        JsonNode document = Json.MAPPER.readTree(JsonSchemas.text(schema));

        assertThat(document.path("title").asString()).isNotBlank();
        assertThat(document.path("description").asString()).isNotBlank();
        assertThat(undescribed(document)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "file_id   | `\"a b\"`",
                "file_id   | 7",
                "chunk     | -1",
                "chunk     | 1.5",
                "line      | `\"7\"`",
                "dataset   | `\"song-plays\"`",
                "timestamp | `\"2024-13-01T12:00:00Z\"`",
                "timestamp | 1714564800",
                "sensor_id | `\"  \"`",
                "sensor_id | `\"\"`",
                "value     | `\"21.5\"`",
                "value     | true",
            })
    void shouldRefuseARowThatItsReaderRefuses(String field, String value) {
        String json = written(TOPICS.validRows(), Messages.ROW)
                .replaceFirst("\"" + field + "\":(\"[^\"]*\"|[0-9.]+)", "\"" + field + "\":" + value);

        assertThat(JsonSchemas.faults("valid-row.json", json)).isNotEmpty();
        assertThat(readable(json)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldTakeTheFileIdsThatTheRuleTakes(String schema, String json) {
        for (String fileId :
                List.of("a", "A_b.C-9", "...", "", ".", "..", "a b", "ä", "a".repeat(64), "a".repeat(65))) {
            ObjectNode message = (ObjectNode) Json.MAPPER.readTree(json);
            message.put("file_id", fileId);

            assertThat(JsonSchemas.faults(schema, message.toString()).isEmpty())
                    .as(fileId)
                    .isEqualTo(FileIds.isValid(fileId));
        }
    }

    @Test
    void shouldCountTheCharactersOfASensorIdAsItsReaderDoes() {
        String longest = "😀".repeat(128);
        ValidRow row = new ValidRow("f", null, null, "sensor-readings", 0, longest, 1);
        ValidRow longer = new ValidRow("f", null, null, "sensor-readings", 0, longest + "a", 1);

        assertThat(JsonSchemas.faults("valid-row.json", written(TOPICS.validRows(), row)))
                .isEmpty();
        assertThat(readable(written(TOPICS.validRows(), row))).isTrue();
        assertThat(JsonSchemas.faults("valid-row.json", written(TOPICS.validRows(), longer)))
                .isNotEmpty();
        assertThat(readable(written(TOPICS.validRows(), longer))).isFalse();
    }

    private static boolean readable(String row) {
        try {
            TOPICS.validRows().valueSerde().deserializer().deserialize("valid-rows", row.getBytes(UTF_8));
            return true;
        } catch (SerializationException e) {
            return false;
        }
    }

    private static <V> String written(Topic<?, V> topic, V message) {
        return new String(topic.valueSerde().serializer().serialize(topic.name(), message), UTF_8);
    }

    /** The names of all properties, at any depth, that have neither a description nor one single value. */
    private static List<String> undescribed(JsonNode schema) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (!property.getValue().has("description") && !property.getValue().has("const")) {
                names.add(property.getKey());
            }
        }
        for (JsonNode child : schema) {
            names.addAll(undescribed(child));
        }
        return names;
    }
}
