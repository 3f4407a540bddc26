package dev.sluice.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.row.ValidRowReader;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final Topics TOPICS = TestTopics.DEFAULTS;

    @SuppressWarnings("unused")
    private static final List<String> SCHEMAS = JsonSchemas.ALL;

    private static final Map<String, String> ROWS = Map.of(
            "sensor-readings", """
                    {"file_id":"f-1","chunk":3,"line":42,"dataset":"sensor-readings",\
                    "timestamp":"2024-05-01T12:00:00Z","sensor_id":"s1","value":21.5}""",
            "song-plays", """
                    {"file_id":"f-1","chunk":3,"line":42,"dataset":"song-plays",\
                    "Song":"Umbrella","Date":"2020-01-01","Number of Plays":7}""",
            "measurements", """
                    {"file_id":"f-1","chunk":3,"line":42,"dataset":"measurements",\
                    "time_stamp":"2024-05-01T12:00:00Z","data":[0.0,2.0]}""");

    /** A schema's file, and a message as it stands in its topic. */
    static Stream<Arguments> messages() {
        Stream<Arguments> rows =
                SplitTexts.all().flatMap(text -> text.valid().stream()).map(row -> Arguments.of("valid-row.json", row));
        Stream<Arguments> rejects = SplitTexts.all()
                .flatMap(text -> text.invalid().stream())
                .map(row -> Arguments.of("invalid-row.json", row));
        Stream<Arguments> invalid = Stream.of(Messages.INVALID, Messages.STREAM_INVALID)
                .map(row -> Arguments.of("invalid-row.json", written(TOPICS.invalidRows(), row)));
        Stream<Arguments> splits = Stream.of(Messages.SPLIT, Messages.WHOLE_FILE_SPLIT, Messages.NAMELESS_SPLIT)
                .map(split -> Arguments.of("chunk-split.json", written(TOPICS.splitEvents(), split)));
        Stream<Arguments> events = Messages.EVENTS.stream()
                .map(event -> Arguments.of("file-event.json", written(TOPICS.fileEvents(), event)));
        Stream<Arguments> closed =
                Stream.of(Arguments.of("stream-event.json", written(TOPICS.streamEvents(), Messages.STREAM_CLOSED)));
        Stream<Arguments> deletions = Messages.DELETIONS.stream()
                .map(deletion -> Arguments.of("file-deletion.json", written(TOPICS.fileDeletions(), deletion)));
        Stream<Arguments> claims = Messages.CLAIMS.stream()
                .map(claim -> Arguments.of("upload-claim.json", written(TOPICS.uploadClaims(), claim)));
        Stream<Arguments> results = Stream.of(
                        Messages.RESULT, Messages.TOO_LARGE_FIGURES, Messages.WITHOUT_TIME, Messages.FAILED)
                .map(result -> Arguments.of("file-result.json", written(TOPICS.fileResults(), result)));
        return Stream.of(rows, rejects, invalid, splits, events, closed, deletions, claims, results)
                .flatMap(s -> s);
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
    @FieldSource("SCHEMAS")
    void shouldDescribeEveryProperty(String schema) {
        JsonNode document = Json.MAPPER.readTree(JsonSchemas.text(schema));

        assertThat(document.path("title").asString()).isNotBlank();
        assertThat(document.path("description").asString()).isNotBlank();
        assertThat(undescribed(document, document)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldDescribeAllOfEveryMessage(String schema, String json) {
        assertThat(JsonSchemas.faults(schema, json)).isEmpty();
        assertThat(JsonSchemas.faultsAndUndescribed(schema, json)).isEmpty();
    }

    /** A user's dataset may have fields of any name, so there any value but an object may be added. */
    @ParameterizedTest
    @MethodSource("messages")
    void shouldAllowPropertiesOfLaterVersions(String schema, String json) {
        ObjectNode later = (ObjectNode) Json.MAPPER.readTree(json);
        boolean described = schema.equals("valid-row.json")
                && !ROWS.containsKey(later.path("dataset").asString());
        if (described) {
            later.put("later", 2);
        } else {
            later.putObject("later").put("version", 2);
        }

        assertThat(JsonSchemas.faults(schema, later.toString())).isEmpty();
        assertThat(JsonSchemas.faultsAndUndescribed(schema, later.toString()).isEmpty())
                .isEqualTo(described);
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
    void shouldShowEveryCodeThatARowCanHave() {
        List<String> shown = SplitTexts.all()
                .flatMap(text -> text.invalid().stream())
                .flatMap(row -> Json.MAPPER.readTree(row).findValuesAsString("code").stream())
                .distinct()
                .toList();

        assertThat(Json.MAPPER
                        .readTree(JsonSchemas.text("invalid-row.json"))
                        .at("/properties/errors/items/properties/code/enum")
                        .valueStream()
                        .map(JsonNode::asString)
                        .filter(code -> !code.equals("encoding-error")))
                .containsExactlyInAnyOrderElementsOf(shown);
    }

    /** Null removes the property. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sensor-readings | file_id         | `\"a b\"`",
                "sensor-readings | file_id         | 7",
                "sensor-readings | file_id         |",
                "sensor-readings | chunk           | -1",
                "sensor-readings | chunk           | 1.5",
                "sensor-readings | line            | `\"7\"`",
                "sensor-readings | dataset         | 7",
                "sensor-readings | dataset         | `\"song-plays\"`",
                "sensor-readings | dataset         | `\"Sensor Readings\"`",
                "sensor-readings | timestamp       | `\"2024-13-01T12:00:00Z\"`",
                "sensor-readings | timestamp       | 1714564800",
                "sensor-readings | timestamp       |",
                "sensor-readings | sensor_id       | `\"  \"`",
                "sensor-readings | sensor_id       | `\"\"`",
                "sensor-readings | sensor_id       | 7",
                "sensor-readings | sensor_id       |",
                "sensor-readings | value           | `\"21.5\"`",
                "sensor-readings | value           | true",
                "sensor-readings | value           | 1e999",
                "sensor-readings | value           |",
                "song-plays      | Song            | `\" \"`",
                "song-plays      | Song            |",
                "song-plays      | Date            | `\"2020-02-30\"`",
                "song-plays      | Date            | `\"2020-01-01T00:00:00Z\"`",
                "song-plays      | Date            | 20200101",
                "song-plays      | Date            |",
                "song-plays      | Number of Plays | -1",
                "song-plays      | Number of Plays | 1.5",
                "song-plays      | Number of Plays | 9223372036854775808",
                "song-plays      | Number of Plays | `\"7\"`",
                "song-plays      | Number of Plays |",
                "measurements    | time_stamp      | `\"2024-05-01T12:00:00\"`",
                "measurements    | time_stamp      | 1714564800",
                "measurements    | time_stamp      |",
                "measurements    | data            | []",
                "measurements    | data            | 7",
                "measurements    | data            | [null]",
                "measurements    | data            | `[\"7\"]`",
                "measurements    | data            | [1e999]",
                "measurements    | data            | [[7]]",
                "measurements    | data            |",
            })
    void shouldRefuseARowThatItsReaderRefuses(String dataset, String field, String value) {
        String row = ROWS.get(dataset);
        String found = "\"" + field + "\":(\"[^\"]*\"|[0-9.]+|\\[[^]]*])";
        String json = value == null
                ? row.replaceFirst(found + ",|," + found + "(?=})", "")
                : row.replaceFirst(found, "\"" + field + "\":" + value);

        assertThat(json).isNotEqualTo(row);
        assertThat(JsonSchemas.faults("valid-row.json", json)).as(json).isNotEmpty();
        assertThat(readable(json)).as(json).isFalse();
    }

    @Test
    void shouldTakeARowForASensorReadingWhereNoDatasetIsNamed() {
        String json = ROWS.get("sensor-readings").replace("\"dataset\":\"sensor-readings\",", "");

        assertThat(JsonSchemas.faults("valid-row.json", json)).isEmpty();
        assertThat(readable(json)).isTrue();
        assertThat(JsonSchemas.faults("valid-row.json", json.replace("\"value\"", "\"reading\"")))
                .isNotEmpty();
    }

    @Test
    void shouldCountTheCharactersOfTextsAsTheirReaderDoes() {
        String longest = "😀".repeat(128);
        String row = ROWS.get("sensor-readings").replace("s1", longest);
        String longer = row.replace(longest, longest + "a");

        assertThat(JsonSchemas.faults("valid-row.json", row)).isEmpty();
        assertThat(readable(row)).isTrue();
        assertThat(JsonSchemas.faults("valid-row.json", longer)).isNotEmpty();
        assertThat(readable(longer)).isFalse();
    }

    private static boolean readable(String row) {
        try (ValidRowReader reader = new ValidRowReader(Examples.DATASETS)) {
            reader.deserialize("valid-rows", row.getBytes(UTF_8));
            return true;
        } catch (SerializationException e) {
            return false;
        }
    }

    private static <V> String written(Topic<?, V> topic, V message) {
        return new String(topic.valueSerde().serializer().serialize(topic.name(), message), UTF_8);
    }

    /** The names of all properties, at any depth, that have neither a description nor one single value. */
    private static List<String> undescribed(JsonNode document, JsonNode schema) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (!isDescribed(document, property.getValue())) {
                names.add(property.getKey());
            }
        }
        for (Map.Entry<String, JsonNode> child : schema.properties()) {
            // Conditions describe nothing.
            if (!Set.of("if", "not").contains(child.getKey())) {
                names.addAll(undescribed(document, child.getValue()));
            }
        }
        for (JsonNode item : schema.isArray() ? schema : List.<JsonNode>of()) {
            names.addAll(undescribed(document, item));
        }
        return names;
    }

    private static boolean isDescribed(JsonNode document, JsonNode property) {
        JsonNode schema = property.has("description") || !property.has("$ref")
                ? property
                : document.at(property.get("$ref").asString().substring(1));
        return schema.has("description") || schema.has("const");
    }
}
