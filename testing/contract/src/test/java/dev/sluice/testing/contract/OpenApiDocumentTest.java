package dev.sluice.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.document.ContractDocument;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is written must be sound in itself: the tests of the services compare it with what they answer. */
class OpenApiDocumentTest {
    private static final ApiContract CONTRACT = ApiContract.written();

    private final ObjectNode document = ContractDocument.OPENAPI.json();

    @Test
    void shouldResolveEveryReference() {
        List<String> references = document.findValuesAsString("$ref");

        assertThat(references).isNotEmpty().allSatisfy(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    @Test
    void shouldUseEveryComponent() {
        List<String> references = document.findValuesAsString("$ref");
        ObjectNode kinds = document.withObject("/components");
        // They are referred to by their names alone.
        kinds.remove("securitySchemes");
        kinds.forEachEntry((kind, components) -> components.propertyNames().forEach(name -> assertThat(references)
                .contains("#/components/" + kind + "/" + name)));
    }

    @Test
    void shouldNameEachOperationOnce() {
        assertThat(document.findValuesAsString("operationId"))
                .doesNotHaveDuplicates()
                .hasSameSizeAs(CONTRACT.operations());
    }

    @Test
    void shouldNameTheRightThatEachOperationNeeds() {
        document.path("paths")
                .forEach(methods -> methods.forEach(
                        operation -> assertThat(operation.path("x-right").asString(""))
                                .as(operation.path("operationId").asString())
                                .isIn("read", "write", "delete", "operate", "any", "none")));
    }

    @Test
    void shouldHaveAnExampleForEveryParameterAndResponse() {
        document.path("paths")
                .forEach(methods -> methods.forEach(operation -> {
                    operation.path("parameters").forEach(parameter -> assertThat(
                                    resolved(parameter).has("example"))
                            .as(parameter.toString())
                            .isTrue());
                    operation.path("responses").forEach(response -> resolved(response)
                            .path("content")
                            .forEach(media -> assertThat(media.path("examples").isEmpty())
                                    .as(response.toString())
                                    .isFalse()));
                }));
    }

    @Test
    void shouldHaveExamplesThatFitTheirSchemas() {
        document.path("paths")
                .forEach(methods -> methods.forEach(
                        operation -> operation.path("responses").forEachEntry((status, response) -> resolved(response)
                                .path("content")
                                .forEachEntry((type, media) -> {
                                    if (type.endsWith("json")) {
                                        media.path("examples")
                                                .forEachEntry((name, example) -> verify(
                                                        operation
                                                                        .path("operationId")
                                                                        .asString() + " " + status + " " + name,
                                                        media.path("schema"),
                                                        resolved(example).path("value")));
                                    }
                                }))));
    }

    @Test
    void shouldHaveAnExampleOfEachProblemUnderItsCodeAndStatus() {
        document.path("paths")
                .forEach(methods ->
                        methods.forEach(operation -> operation.path("responses").forEachEntry((status, response) -> {
                            JsonNode problem =
                                    resolved(response).path("content").path("application/problem+json");
                            if (!status.equals("default")) {
                                problem.path("examples").forEachEntry((code, example) -> {
                                    assertThat(example.at("/value/code").asString())
                                            .isEqualTo(code);
                                    assertThat(example.at("/value/status").asString())
                                            .isEqualTo(status);
                                });
                                assertThat(problem.at("/schema/properties/code/enum")
                                                .valueStream()
                                                .map(JsonNode::asString))
                                        .hasSameElementsAs(
                                                problem.path("examples").propertyNames());
                            }
                        })));
    }

    private static void verify(String where, JsonNode schema, JsonNode example) {
        assertThat(CONTRACT.errors(schema, example.toString())).as(where).isEmpty();
    }

    private static JsonNode resolved(JsonNode node) {
        return CONTRACT.resolved(node);
    }
}
