package dev.sluice.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.DeadLetter;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.json.JsonForms;
import dev.sluice.tabular.row.json.JsonRows;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class AsyncApiTest {
    private static final JsonNode DOCUMENT = load();
    private static final Topics TOPICS = TestTopics.DEFAULTS;

    static Stream<Arguments> topics() {
        return TOPICS.published().stream().map(topic -> Arguments.of(Named.of(topic.name(), topic)));
    }

    /** The messages of {@code raw-chunks} that can be read, each with each of its examples. */
    static Stream<Arguments> rawExamples() {
        return messages(TOPICS.rawChunks()).stream()
                .filter(message -> !message.at("/headers/properties").has(ChunkHeaders.ROW_ERROR))
                .flatMap(message -> message.path("examples")
                        .valueStream()
                        .map(example -> Arguments.of(
                                Named.of(message.path("title").asString(), message),
                                Named.of(example.path("name").asString(), example))));
    }

    @Test
    void shouldDescribeAllTopicsAndNoOthers() {
        assertThat(DOCUMENT.path("asyncapi").asString()).isEqualTo("3.0.0");
        assertThat(DOCUMENT.path("channels").valueStream().map(channel -> channel.path("address")
                        .asString()))
                .containsExactlyInAnyOrderElementsOf(
                        TOPICS.published().stream().map(Topic::name).toList());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void shouldDescribeHowATopicIsCreated(Topic<?, ?> topic) {
        JsonNode kafka = channel(topic).at("/bindings/kafka");
        JsonNode config = kafka.path("topicConfiguration");

        assertThat(kafka.path("partitions").asInt()).isEqualTo(topic.partitions());
        assertThat(kafka.path("replicas").asInt()).isEqualTo(TOPICS.replication());
        assertThat(config.path("cleanup.policy").valueStream().map(JsonNode::asString))
                .containsExactly(topic.config().get("cleanup.policy"));
        assertThat(config.path("retention.ms").asString(null))
                .isEqualTo(topic.config().get("retention.ms"));
        assertThat(config.path("max.message.bytes").asString())
                .isEqualTo(topic.config().get("max.message.bytes"));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void shouldDescribeThePurposeAndWritersOfATopic(Topic<?, ?> topic) {
        JsonNode channel = channel(topic);

        assertThat(channel.path("title").asString()).isNotBlank();
        assertThat(channel.path("description").asString()).isNotBlank();
        assertThat(channel.path("x-written-by").valueStream().map(JsonNode::asString))
                .isNotEmpty()
                .isSubsetOf("ingest-gateway", "row-splitter", "aggregator", "direct producers");
        boolean onlyProducersWriteIt = topic.name().equals("sluice.stream-events");
        assertThat(DOCUMENT.path("operations")
                        .valueStream()
                        .filter(operation -> resolved(operation.path("channel")).equals(channel))
                        .map(operation -> operation.path("action").asString()))
                .contains(onlyProducersWriteIt ? "receive" : "send");
    }

    @ParameterizedTest
    @MethodSource("topics")
    void shouldHaveExamplesThatFitTheSchemaAndCanBeRead(Topic<?, ?> topic) {
        for (JsonNode message : messages(topic)) {
            assertThat(message.path("examples").size()).as("%s", message).isPositive();
            String ref = message.at("/payload/$ref").asString();
            for (JsonNode example : message.path("examples")) {
                String text = text(example.path("payload"));
                if (ref.startsWith("jsonschema/")) {
                    assertThat(JsonSchemas.faultsAndUndescribed(ref.substring("jsonschema/".length()), text))
                            .as("%s", example)
                            .isEmpty();
                }
                assertThat((Object) topic.valueSerde().deserializer().deserialize(topic.name(), text.getBytes(UTF_8)))
                        .as("%s", example)
                        .isNotNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rawExamples")
    void shouldHaveRawExamplesWhoseRowsAreAllValid(JsonNode message, JsonNode example) throws Exception {
        Headers headers = headers(example.path("headers"));
        byte[] text = text(example.path("payload")).getBytes(UTF_8);
        boolean ofStream = message.at("/bindings/kafka").has("key");
        SplitText split = ChunkHeaders.present(headers)
                ? SplitText.ofChunk(headers, text)
                : SplitText.of("f-1", ofStream ? null : 0L, headers, text);

        assertThat(split.invalid()).isEmpty();
        assertThat(split.valid()).isNotEmpty().allSatisfy(row -> assertThat(
                        JsonSchemas.faultsAndUndescribed("valid-row.json", row))
                .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("rawExamples")
    void shouldDescribeTheHeadersOfRawExamples(JsonNode message, JsonNode example) {
        JsonNode described = message.at("/headers/properties").isMissingNode()
                ? resolved(message.path("headers")).path("properties")
                : message.at("/headers/properties");

        assertThat(described.propertyNames())
                .containsAll(example.path("headers").propertyNames());
    }

    @ParameterizedTest
    @MethodSource("rawExamples")
    void shouldDetectTheTypeOfATextWithoutAContentType(JsonNode message, JsonNode example) {
        byte[] text = text(example.path("payload")).getBytes(UTF_8);

        assertThat(contentTypes(JsonForms.find(null, text)))
                .contains(message.path("contentType").asString());
        assertThat(JsonForms.find(message.path("contentType").asString(), text)).isEqualTo(JsonForms.find(null, text));
    }

    @Test
    void shouldDescribeTheHeadersOfDirectProducers() {
        assertThat(DOCUMENT.at("/components/schemas/directHeaders/properties").propertyNames())
                .containsExactlyInAnyOrder(
                        ChunkHeaders.FILE_ID,
                        ChunkHeaders.DATASET,
                        ChunkHeaders.FILENAME,
                        ChunkHeaders.CONTENT_TYPE,
                        ChunkHeaders.CSV_HEADER,
                        ChunkHeaders.CSV_OPTIONS,
                        ChunkHeaders.CLIENT);
    }

    @Test
    void shouldShowOptionsInTheirTextForm() {
        for (JsonNode example : DOCUMENT.at("/components/schemas/csvOptions/examples")) {
            assertThat(ReadOptions.parse(example.asString()).format()).isEqualTo(example.asString());
        }
    }

    @Test
    void shouldLetDirectProducersWriteNothingButTheirRowsAndTheClosingOfStreams() {
        List<String> theirs = TOPICS.published().stream()
                .filter(topic -> channel(topic)
                        .path("x-written-by")
                        .valueStream()
                        .anyMatch(writer -> writer.asString().equals("direct producers")))
                .map(Topic::name)
                .toList();

        assertThat(theirs).containsExactly("sluice.raw-chunks", "sluice.valid-rows", "sluice.stream-events");
    }

    @Test
    void shouldUseEverySchemaOfAMessage() {
        assertThat(refs(DOCUMENT).stream().filter(ref -> !ref.startsWith("#")).distinct())
                .containsExactlyInAnyOrderElementsOf(Stream.of(JsonSchemas.MESSAGES, JsonSchemas.OBJECTS)
                        .flatMap(List::stream)
                        .map(name -> "jsonschema/" + name)
                        .toList());
    }

    @Test
    void shouldResolveEveryReference() {
        assertThat(refs(DOCUMENT)).filteredOn(ref -> ref.startsWith("#")).allSatisfy(ref -> assertThat(
                        DOCUMENT.at(ref.substring(1)).isMissingNode())
                .as(ref)
                .isFalse());
    }

    @Test
    void shouldDescribeTheHeadersOfAChunk() {
        JsonNode chunk = DOCUMENT.at("/components/messages/chunk");
        Headers example = headers(chunk.at("/examples/0/headers"));
        List<String> written = new ArrayList<>();
        ChunkHeaders.from(example).toHeaders().forEach(header -> written.add(header.key()));

        assertThat(chunk.at("/headers/properties").propertyNames()).containsExactlyElementsOf(written);
        assertThat(ChunkHeaders.from(example).toHeaders()).isEqualTo(example);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonChunk", "badRow"})
    void shouldDescribeTheHeadersOfChunksWithoutColumns(String name) {
        JsonNode chunk = DOCUMENT.at("/components/messages/" + name);
        Headers example = headers(chunk.at("/examples/0/headers"));

        assertThat(ChunkHeaders.from(example).toHeaders()).isEqualTo(example);
        assertThat(chunk.at("/headers/required").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(chunk.at("/headers/properties").propertyNames())
                .containsExactlyElementsOf(chunk.at("/examples/0/headers").propertyNames());
    }

    @Test
    void shouldRequireTheHeadersThatEveryChunkHasEverHad() {
        JsonNode chunk = DOCUMENT.at("/components/messages/chunk");
        List<String> required = chunk.at("/headers/required")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        Headers example = headers(chunk.at("/examples/0/headers"));

        for (String name : chunk.at("/headers/properties").propertyNames()) {
            Headers lacking = new RecordHeaders(example).remove(name);
            if (required.contains(name)) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> ChunkHeaders.from(lacking))
                        .withMessage("expected the header " + name + ", found none");
            } else {
                assertThat(ChunkHeaders.from(lacking).fileId()).isNotEmpty();
            }
        }
        assertThat(required).doesNotContain(ChunkHeaders.CSV_OPTIONS).hasSize(7);
    }

    @Test
    void shouldDescribeTheHeadersOfADeadLetter() {
        JsonNode letter = DOCUMENT.at("/components/messages/deadLetter");
        List<String> written = new ArrayList<>();
        DeadLetter.of(
                        null,
                        null,
                        new RecordHeaders(),
                        new DeadLetter.Cause("row-splitter", "why", "sluice.raw-chunks", 0, 0))
                .headers()
                .forEach(header -> written.add(header.key()));

        assertThat(letter.at("/headers/properties").propertyNames())
                .containsAll(written)
                .contains(DeadLetter.TRUNCATED);
        assertThat(letter.at("/examples/0/headers").propertyNames()).containsExactlyElementsOf(written);
    }

    private static List<String> contentTypes(Optional<JsonRows.Form> form) {
        if (form.isEmpty()) {
            return List.of("text/csv");
        }
        return List.of(form.get() == JsonRows.Form.LINES ? "application/x-ndjson" : "application/json");
    }

    private static String text(JsonNode payload) {
        return payload.isString() ? payload.asString() : payload.toString();
    }

    private static JsonNode channel(Topic<?, ?> topic) {
        return DOCUMENT.path("channels")
                .valueStream()
                .filter(channel -> channel.path("address").asString().equals(topic.name()))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> messages(Topic<?, ?> topic) {
        return channel(topic)
                .path("messages")
                .valueStream()
                .map(AsyncApiTest::resolved)
                .toList();
    }

    private static JsonNode resolved(JsonNode reference) {
        return DOCUMENT.at(reference.path("$ref").asString().substring(1));
    }

    private static List<String> refs(JsonNode node) {
        return node.findValuesAsString("$ref");
    }

    private static Headers headers(JsonNode example) {
        Headers headers = new RecordHeaders();
        example.properties()
                .forEach(entry ->
                        headers.add(entry.getKey(), entry.getValue().asString().getBytes(UTF_8)));
        return headers;
    }

    private static JsonNode load() {
        InputStream in = Objects.requireNonNull(AsyncApiTest.class.getResourceAsStream("/asyncapi.yaml"));
        return new YAMLMapper().readTree(in);
    }
}
