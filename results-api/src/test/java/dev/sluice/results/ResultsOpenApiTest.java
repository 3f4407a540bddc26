package dev.sluice.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.document.ContractDocument;
import dev.sluice.schemas.message.Json;
import dev.sluice.testing.contract.ApiContract;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.JsonNode;

class ResultsOpenApiTest {
    /** What the page needs is no part of the API. */
    private static final Set<String> OF_THE_PAGE = Set.of("GET /page/settings.json", "GET /docs/topics");

    private static ResultsServer server;

    @BeforeAll
    static void start() {
        server = ResultsServer.overFake();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void shouldServeThePage() throws Exception {
        assertThat(server.get("/docs").headers().firstValue("Location"))
                .hasValueSatisfying(
                        page -> assertThat(server.uri("/").resolve(page)).hasPath("/swagger-ui/index.html"));
        assertThat(server.get("/swagger-ui/index.html").body()).contains("swagger-ui");
        assertThat(server.get("/swagger-ui/swagger-initializer.js").body()).contains("../openapi.json");
    }

    @Test
    void shouldServeTheDocumentedOperationsThatItHas() throws Exception {
        JsonNode served = Json.MAPPER.readTree(server.get("/openapi.json").body());
        JsonNode written = ContractDocument.OPENAPI.json();

        assertThat(served.get("components")).isEqualTo(written.get("components"));
        Set<String> others = new TreeSet<>(written.get("paths").propertyNames());
        others.removeAll(served.get("paths").propertyNames());
        assertThat(others)
                .as("those of the gateway, and of access control")
                .containsExactlyInAnyOrder(
                        "/upload",
                        "/uploads",
                        "/uploads/{id}",
                        "/datasets/proposal",
                        "/ingest",
                        "/session",
                        "/session/first-operator");
    }

    @Test
    void shouldDocumentEveryEndpointWithItsParameters() {
        Map<String, Set<String>> endpoints = endpoints();
        ApiContract contract = ApiContract.written();

        assertThat(contract.operations()).containsAll(endpoints.keySet());
        assertThat(endpoints)
                .allSatisfy((operation, parameters) ->
                        assertThat(contract.parameters(operation)).as(operation).isEqualTo(parameters));
    }

    /** The names of the parameters of each endpoint that the controllers of this module have. */
    private static Map<String, Set<String>> endpoints() {
        Map<String, Set<String>> endpoints = new TreeMap<>();
        server.mappings().getHandlerMethods().forEach((mapping, method) -> {
            if (method.getBeanType().getPackageName().startsWith(ResultsConfiguration.class.getPackageName())) {
                for (String pattern : mapping.getPatternValues()) {
                    for (RequestMethod verb : mapping.getMethodsCondition().getMethods()) {
                        endpoints.put(verb + " " + pattern.replace("{*", "{"), parameters(method));
                    }
                }
            }
        });
        assertThat(endpoints.keySet()).containsAll(OF_THE_PAGE);
        endpoints.keySet().removeAll(OF_THE_PAGE);
        return endpoints;
    }

    private static Set<String> parameters(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .map(ResultsOpenApiTest::name)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Null where it is no parameter of the request. */
    private static @Nullable String name(MethodParameter parameter) {
        parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
        for (var annotation : Set.of(RequestParam.class, PathVariable.class, RequestHeader.class)) {
            var found = AnnotatedElementUtils.getMergedAnnotationAttributes(parameter.getParameter(), annotation);
            if (found != null) {
                String given = found.getString("name");
                return given.isEmpty() ? parameter.getParameterName() : given;
            }
        }
        return null;
    }
}
