package dev.sluice.testing.contract;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sluice.schemas.document.ContractDocument;
import dev.sluice.schemas.message.Json;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document as a rule that answers must keep. A path that isn't in the document is no part of the API
 * (health, metrics, the page), and its answers are not checked; the tests of each service compare its controllers with
 * the document.
 */
public final class ApiContract {
    /** Parameters of which there may be any number, such as {@code map.value}. */
    private static final Pattern FAMILY = Pattern.compile("(map|set)\\..+");

    private static final ApiContract SHARED = new ApiContract(ContractDocument.OPENAPI.json());

    /** A path template of the document, and what matches it. */
    private record Template(String path, Pattern pattern) {
        static Template of(String path) {
            String regex = Arrays.stream(path.split("(?=\\{)|(?<=})"))
                    .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
                    .collect(Collectors.joining());
            // The key of a series may have slashes.
            return new Template(
                    path, Pattern.compile(path.endsWith("/{key}") ? regex.replaceFirst("\\[\\^/]\\+$", ".+") : regex));
        }

        /** The more of it is fixed, the better it matches. */
        int fixed() {
            return path.replaceAll("\\{[^}]*}", "").length();
        }
    }

    private final ObjectNode document;
    private final List<Template> templates;
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    private ApiContract(ObjectNode document) {
        this.document = document;
        this.templates = document.path("paths").propertyNames().stream()
                .map(Template::of)
                .sorted(Comparator.comparingInt(Template::fixed).reversed())
                .toList();
    }

    /** The contract as it is written. */
    public static ApiContract written() {
        return SHARED;
    }

    /** All operations, such as {@code GET /files}. */
    public Set<String> operations() {
        Set<String> all = new TreeSet<>();
        document.path("paths").forEachEntry((path, methods) -> methods.propertyNames()
                .forEach(method -> all.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return all;
    }

    /** The names of the parameters of an operation, wherever they are sent. */
    public Set<String> parameters(String operation) {
        return operation(operation)
                .path("parameters")
                .valueStream()
                .map(this::resolved)
                .map(parameter -> parameter.path("name").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The titles of the problems that an operation documents for a status, by code, but for those of all operations.
     */
    public Map<String, String> problems(String operation, int status) {
        Map<String, String> titles = new TreeMap<>();
        resolved(operation(operation).path("responses").path(Integer.toString(status)))
                .at("/content/application~1problem+json/examples")
                .forEachEntry((code, example) ->
                        titles.put(code, example.at("/value/title").asString()));
        return titles;
    }

    /**
     * Compares an answer with the document.
     *
     * @return the answer itself
     * @throws AssertionError if the document doesn't allow for it
     */
    public <T> HttpResponse<T> verify(HttpResponse<T> response) {
        URI target = response.request().uri();
        List<String> faults = operations(response.request().method(), target).stream()
                .map(operation -> fault(operation, response))
                .toList();
        if (!faults.isEmpty() && faults.stream().noneMatch(String::isEmpty)) {
            throw new AssertionError(faults.get(0) + "; " + response.request().method() + " " + target
                    + " was answered " + response.statusCode() + ": " + response.body());
        }
        return response;
    }

    /** The operations that a request may be for, the best first: an id may end as the path of another one does. */
    private List<String> operations(String method, URI target) {
        return templates.stream()
                .filter(template ->
                        template.pattern().matcher(target.getRawPath()).matches())
                .map(Template::path)
                .filter(path -> document.path("paths").path(path).has(method.toLowerCase(Locale.ROOT)))
                .map(path -> method + " " + path)
                .toList();
    }

    /** Empty where the answer is as documented. */
    private String fault(String operation, HttpResponse<?> response) {
        int status = response.statusCode();
        boolean problem = status >= 400;
        Optional<String> unknown = problem
                ? Optional.empty()
                : unknownParameter(operation, response.request().uri());
        if (unknown.isPresent()) {
            return operation + " has no documented parameter " + unknown.get();
        }
        JsonNode responses = operation(operation).path("responses");
        List<JsonNode> documented = Stream.of(Integer.toString(status), problem ? "default" : "")
                .map(name -> resolved(responses.path(name)))
                .filter(JsonNode::isObject)
                .toList();
        if (documented.isEmpty()) {
            return operation + " has no documented status " + status;
        }
        if (!(response.body() instanceof String body)) {
            return "";
        }
        String type = response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        List<String> faults =
                documented.stream().map(each -> fault(each, type, body)).toList();
        return faults.contains("") ? "" : operation + " " + status + ": " + faults.get(0);
    }

    /** Empty where the answer is as documented. */
    private String fault(JsonNode documented, String type, String body) {
        if (body.isEmpty()) {
            return documented.has("content") && !documented.path("content").has("text/event-stream")
                    ? "a body is documented"
                    : "";
        }
        JsonNode content = documented.path("content").path(type);
        if (!content.isObject()) {
            return "the media type " + type + " is not documented";
        }
        if (!type.endsWith("json")) {
            return "";
        }
        List<Error> errors = errors(content.path("schema"), body);
        return errors.isEmpty() ? "" : errors.toString();
    }

    private Optional<String> unknownParameter(String operation, URI target) {
        Set<String> known = parameters(operation);
        String query = target.getRawQuery();
        return query == null
                ? Optional.empty()
                : Arrays.stream(query.split("&"))
                        .map(pair -> pair.replaceFirst("=.*", ""))
                        .filter(name -> !name.isEmpty())
                        .map(name -> FAMILY.matcher(name).matches() ? name.substring(0, 4) + "FIELD" : name)
                        .filter(name -> !known.contains(name))
                        .findFirst();
    }

    private JsonNode operation(String operation) {
        String[] parts = operation.split(" ", 2);
        return document.path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
    }

    /** What a node refers to, or the node itself. */
    JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    /** What is wrong with a JSON text by a schema of the document. */
    List<Error> errors(JsonNode schema, String json) {
        return schema(schema).validate(json, InputFormat.JSON);
    }

    private Schema schema(JsonNode of) {
        return schemas.computeIfAbsent(of, each -> {
            ObjectNode schema = (ObjectNode) each.deepCopy();
            schema.set(
                    "components",
                    Json.MAPPER
                            .createObjectNode()
                            .set("schemas", document.path("components").path("schemas")));
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema.toString(), InputFormat.JSON);
        });
    }
}
