package dev.sluice.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.Examples.Example;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.schemas.row.ValidRowReader;
import dev.sluice.schemas.row.ValidRowWriter;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.JsonCell;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.header.ReadOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/** The committed examples are a promise: every version of Sluice can read them. */
class ExamplesTest {
    private static final Topics TOPICS = TestTopics.DEFAULTS;
    private static final Map<String, Topic<String, ?>> BY_SCHEMA = Map.of(
            "invalid-row.json", TOPICS.invalidRows(),
            "chunk-split.json", TOPICS.splitEvents(),
            "file-event.json", TOPICS.fileEvents(),
            "stream-event.json", TOPICS.streamEvents(),
            "file-deletion.json", TOPICS.fileDeletions(),
            "upload-claim.json", TOPICS.uploadClaims(),
            "file-result.json", TOPICS.fileResults());

    static List<Example> examples() {
        return Examples.all();
    }

    /** Examples in today's form, of messages that only Sluice writes. */
    static Stream<Example> written() {
        return messages().filter(example -> !example.name().startsWith("direct-producer"));
    }

    static Stream<Example> messages() {
        return Examples.all().stream()
                .filter(example -> !example.old() && JsonSchemas.MESSAGES.contains(example.schema()));
    }

    static Stream<Example> readOptions() {
        return Examples.all().stream().filter(example -> example.json().contains("\"csv_options\""));
    }

    @Test
    void shouldShowEverySchema() {
        assertThat(Examples.all().stream().map(Example::schema).distinct())
                .containsExactlyInAnyOrderElementsOf(JsonSchemas.ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file-event.json", "stream-event.json", "upload-claim.json"})
    void shouldShowEveryEvent(String schema) {
        JsonNode types = schema(schema).at("/properties/type/enum");

        assertThat(values(schema, "type"))
                .containsExactlyInAnyOrderElementsOf(
                        types.valueStream().map(JsonNode::asString).toList());
    }

    @Test
    void shouldShowRowsOfEveryShippedDataset() {
        assertThat(values("valid-row.json", "dataset"))
                .contains("sensor-readings", "song-plays", "measurements", "weather-stations");
    }

    @Test
    void shouldShowEveryEndOfAFile() {
        JsonNode statuses = schema("file-result.json").at("/properties/status/enum");

        assertThat(values("file-result.json", "status"))
                .containsExactlyInAnyOrderElementsOf(
                        statuses.valueStream().map(JsonNode::asString).toList());
        assertThat(values("file-result.json", "source")).containsExactlyInAnyOrder("upload", "record", "stream");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldMatchItsSchema(Example example) {
        assertThat(JsonSchemas.faults(example.schema(), example.json())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldBeReadable(Example example, @TempDir Path directory) throws Exception {
        switch (example.schema()) {
            case "valid-row.json" -> assertThat(row(example).series()).isNotBlank();
            case "reading.json" -> assertThatAllRowsAreValid(example, "sensor-readings");
            case "measurement.json" -> assertThatAllRowsAreValid(example, "measurements");
            case "dataset.json" -> assertThatADatasetIsRead(example, directory);
            default ->
                assertThat(BY_SCHEMA
                                .get(example.schema())
                                .valueSerde()
                                .deserializer()
                                .deserialize("topic", example.json().getBytes(UTF_8)))
                        .isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("written")
    void shouldBeUnchangedAfterReadingAndWriting(Example example) {
        String json = example.schema().equals("valid-row.json")
                ? writtenRow(example)
                : rewritten(BY_SCHEMA.get(example.schema()), example.json());

        assertThat(json).isEqualTo(Json.MAPPER.readTree(example.json()).toString());
        assertThat(JsonSchemas.faultsAndUndescribed(example.schema(), json)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("readOptions")
    void shouldHaveReadableCsvOptions(Example example) throws Exception {
        JsonNode json = Json.MAPPER.readTree(example.json());
        JsonNode of = json.path("whole_file").isMissingNode() ? json : json.get("whole_file");
        ReadOptions options = ReadOptions.parse(of.get("csv_options").asString());
        Dataset dataset = Examples.DATASETS.find(of.get("dataset").asString()).orElseThrow();

        assertThat(options.format()).isEqualTo(of.get("csv_options").asString());
        assertThat(options.delimiter()).isNotNull();
        assertThat(options.header()).isNotNull();
        assertThat(Columns.of(of.get("csv_header").asString(), dataset, options).names())
                .isNotEmpty();
    }

    @Test
    void shouldReadTheSeriesKeysOfExampleRows() {
        assertThat(messages()
                        .filter(example -> example.schema().equals("valid-row.json"))
                        .map(example -> example.name() + ": " + row(example).series()))
                .contains(
                        "sensor-readings: Kühlraum \"2\" → 😀",
                        "song-plays: Umbrella,2020-01-01",
                        "measurements: 2019-05-01T10:00:00Z",
                        "own-dataset: b3f1c2d4-0000-4000-8000-000000000007",
                        "direct-producer: s1");
    }

    private static ValidRow row(Example example) {
        try (ValidRowReader reader = new ValidRowReader(Examples.DATASETS)) {
            return reader.deserialize("valid-rows", example.json().getBytes(UTF_8));
        }
    }

    private static void assertThatAllRowsAreValid(Example example, String dataset) throws Exception {
        Headers headers = new RecordHeaders().add(ChunkHeaders.DATASET, dataset.getBytes(UTF_8));
        for (String text : List.of(
                example.json(),
                "[" + example.json() + "," + example.json() + "]",
                Json.MAPPER.readTree(example.json()) + "\n")) {
            SplitText split = SplitText.of("f-1", 0L, headers, text.getBytes(UTF_8));

            assertThat(split.invalid()).isEmpty();
            assertThat(split.valid()).isNotEmpty().allSatisfy(row -> assertThat(
                            JsonSchemas.faultsAndUndescribed("valid-row.json", row))
                    .isEmpty());
        }
    }

    private static void assertThatADatasetIsRead(Example example, Path directory) throws Exception {
        Files.writeString(directory.resolve("document.json"), example.json());

        assertThat(Examples.datasets(directory)
                        .find(example.name())
                        .orElseThrow()
                        .document())
                .isEqualTo(example.json());
    }

    private static <V> String rewritten(Topic<String, V> topic, String json) {
        V message = topic.valueSerde().deserializer().deserialize(topic.name(), json.getBytes(UTF_8));
        return new String(topic.valueSerde().serializer().serialize(topic.name(), message), UTF_8);
    }

    private static String writtenRow(Example example) {
        JsonNode json = Json.MAPPER.readTree(example.json());
        Dataset dataset = Examples.DATASETS.find(json.get("dataset").asString()).orElseThrow();
        Object[] values = new Object[dataset.fields().size()];
        Arrays.fill(values, Field.MISSING);
        for (Field field : dataset.fields()) {
            if (json.has(field.name())) {
                values[field.index()] = field.canonical().parse(text(json.get(field.name())));
            }
        }
        Long chunk = json.has("chunk") ? json.get("chunk").asLong() : null;
        ValidRowWriter writer = new ValidRowWriter(json.get("file_id").asString(), chunk, dataset);
        return new String(writer.write(json.get("line").asLong(), values), UTF_8);
    }

    private static String text(JsonNode value) {
        try (JsonParser json = Json.MAPPER.createParser(value.toString())) {
            json.nextToken();
            return JsonCell.read(json).text();
        }
    }

    private static JsonNode schema(String name) {
        return Json.MAPPER.readTree(JsonSchemas.text(name));
    }

    /** What a property is in the examples of today's form. */
    private static List<String> values(String schema, String property) {
        return messages()
                .filter(example -> example.schema().equals(schema))
                .map(example -> Json.MAPPER.readTree(example.json()).path(property))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .distinct()
                .toList();
    }
}
