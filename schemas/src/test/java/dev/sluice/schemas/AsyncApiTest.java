package dev.sluice.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.DeadLetter;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class AsyncApiTest {
    private static final JsonNode DOCUMENT = load();
    private static final Topics TOPICS = Topics.read(new Settings(Map.of()));

    static Stream<Arguments> topics() {
        return TOPICS.all().stream().map(topic -> Arguments.of(Named.of(topic.name(), topic)));
    }

    @Test
    void shouldDescribeAllTopicsAndNoOthers() {
        assertThat(DOCUMENT.path("asyncapi").asString()).isEqualTo("3.0.0");
        assertThat(DOCUMENT.path("channels").valueStream().map(channel -> channel.path("address")
                        .asString()))
                .containsExactlyInAnyOrderElementsOf(
                        TOPICS.all().stream().map(Topic::name).toList());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void shouldSayHowATopicIsCreated(Topic<?, ?> topic) {
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
    void shouldSayWhatATopicIsForAndWhoWritesIt(Topic<?, ?> topic) {
        JsonNode channel = channel(topic);

        assertThat(channel.path("title").asString()).isNotBlank();
        assertThat(channel.path("description").asString()).isNotBlank();
        assertThat(channel.path("x-written-by").valueStream().map(JsonNode::asString))
                .isNotEmpty()
                .isSubsetOf("ingest-gateway", "row-splitter", "aggregator", "direct producers");
        assertThat(DOCUMENT.path("operations")
                        .valueStream()
                        .filter(operation -> resolved(operation.path("channel")).equals(channel))
                        .map(operation -> operation.path("action").asString()))
                .contains("send");
    }

    @ParameterizedTest
    @MethodSource("topics")
    void shouldHaveExamplesThatFitTheSchemaAndCanBeRead(Topic<?, ?> topic) {
        for (JsonNode message : messages(topic)) {
            assertThat(message.path("examples").size()).as("%s", message).isPositive();
            String ref = message.at("/payload/$ref").asString();
            for (JsonNode example : message.path("examples")) {
                JsonNode payload = example.path("payload");
                String text = payload.isString() ? payload.asString() : payload.toString();
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

    @Test
    void shouldUseEverySchema() {
        assertThat(refs(DOCUMENT))
                .filteredOn(ref -> !ref.startsWith("#"))
                .containsExactlyInAnyOrderElementsOf(JsonSchemas.ALL.stream()
                        .map(name -> "jsonschema/" + name)
                        .toList());
    }

    @Test
    void shouldOnlyReferToWhatIsThere() {
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
        assertThat(chunk.at("/headers/required").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(written);
        assertThat(ChunkHeaders.from(example).toHeaders()).isEqualTo(example);
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
