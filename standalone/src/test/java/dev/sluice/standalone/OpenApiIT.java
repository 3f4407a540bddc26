package dev.sluice.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sluice.schemas.message.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document against the Sluice that it is of. After a change of the API, {@code ./mvnw -pl standalone -am verify
 * -Dtest=NoneTest -Dit.test=OpenApiIT -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
 * -Dopenapi=write} writes {@code docs/openapi.json} anew.
 */
@ExtendWith(SharedSluice.class)
class OpenApiIT {
    private static final Path COMMITTED = Pages.ROOT.resolve("docs").resolve("openapi.json");
    private static final String CSV =
            "timestamp,sensor_id,value\n2026-11-01T00:00:00Z,boiler,1.5\n2026-11-01T00:01:00Z,boiler,hot\n";
    private static final String READING = "{\"time_stamp\": \"2026-11-01T06:00:00Z\", \"data\": [0, 2]}";

    private final SluiceProbe sluice;
    private final JsonNode document;

    OpenApiIT(SluiceProbe sluice) {
        this.sluice = sluice;
        ObjectNode found = (ObjectNode) sluice.json("/openapi.json");
        // Where it happens to listen.
        found.remove("servers");
        this.document = found;
    }

    @Test
    void shouldBeTheDocumentThatIsCommitted() throws IOException {
        String text = Json.MAPPER
                        .rebuild()
                        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .build()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(Json.MAPPER.treeToValue(document, Map.class))
                + "\n";
        if (System.getProperty("openapi", "").equals("write")) {
            Files.writeString(COMMITTED, text);
        }

        assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
        assertThat(text)
                .as(
                        "docs/openapi.json is not what Sluice says of itself; the Javadoc of OpenApiIT says how to write it anew")
                .isEqualTo(Files.readString(COMMITTED));
    }

    @Test
    void shouldAnswerEachOperationAsTheDocumentSays() {
        String id = SluiceProbe.fileId(sluice.uploadRaw("openapi.csv", CSV.getBytes(UTF_8)));
        sluice.awaitEnd(id);
        String measurement = SluiceProbe.fileId(sluice.post("/ingest", "application/json", READING.getBytes(UTF_8)));
        sluice.awaitEnd(measurement);
        String gone = SluiceProbe.fileId(sluice.uploadRaw("gone.csv", CSV.getBytes(UTF_8)));
        sluice.awaitEnd(gone);

        List<Call> calls = List.of(
                new Call("post /upload", 202, sluice.uploadRaw("a.csv", CSV.getBytes(UTF_8))),
                new Call("post /upload", 200, sluice.post("/upload?dry_run=true", "text/csv", CSV.getBytes(UTF_8))),
                new Call("post /upload", 422, sluice.post("/upload", "text/csv", "a,b\n1,2\n".getBytes(UTF_8))),
                new Call("post /ingest", 202, sluice.post("/ingest", "application/json", READING.getBytes(UTF_8))),
                new Call(
                        "post /ingest",
                        422,
                        sluice.post("/ingest?dataset=none", "application/json", "{}".getBytes(UTF_8))),
                get("/status/{id}", 200, "/status/" + id),
                get("/status/{id}", 404, "/status/none"),
                get("/status/{id}", 400, "/status/" + id + "?wait=long"),
                get("/results/{id}", 200, "/results/" + id),
                get("/results/{id}", 404, "/results/none"),
                get("/results/{id}", 400, "/results/" + id + "?limit=0"),
                get("/results/{id}.csv", 200, "/results/" + id + ".csv"),
                get("/results/{id}.csv", 404, "/results/none.csv"),
                get("/results/{id}/rejects", 200, "/results/" + id + "/rejects"),
                get("/results/{id}/rejects", 404, "/results/none/rejects"),
                get("/results/{id}/rejects.csv", 200, "/results/" + id + "/rejects.csv"),
                get("/files", 200, "/files?limit=3"),
                get("/files", 400, "/files?cursor=broken"),
                new Call("delete /files/{id}", 204, sluice.delete("/files/" + gone)),
                new Call("delete /files/{id}", 404, sluice.delete("/files/none")),
                get("/measurements", 200, "/measurements"),
                get("/measurements/{measured_at}", 200, "/measurements/2026-11-01T06:00:00Z"),
                get("/measurements/{measured_at}", 404, "/measurements/1999-01-01T00:00:00Z"),
                get("/measurements/summary", 200, "/measurements/summary"),
                get("/datasets", 200, "/datasets"),
                get("/datasets/{name}", 200, "/datasets/song-plays"),
                get("/datasets/{name}", 404, "/datasets/none"),
                get("/datasets/{name}/series", 200, "/datasets/sensor-readings/series"),
                get("/datasets/{name}/series/{key}", 200, "/datasets/sensor-readings/series/boiler"),
                get("/datasets/{name}/series/{key}", 404, "/datasets/sensor-readings/series/none"),
                // What it answers with otherwise has no end.
                get("/events", 404, "/events?file_id=none"),
                get("/system", 200, "/system"),
                get("/schemas", 200, "/schemas"),
                get("/schemas/{name}.json", 200, "/schemas/invalid-row.json"),
                get("/schemas/{name}.json", 404, "/schemas/none.json"),
                get("/schemas/examples/{name}.json", 200, "/schemas/examples/invalid-row.stream.json"),
                get("/schemas/asyncapi.yaml", 200, "/schemas/asyncapi.yaml"),
                get("/schemas/asyncapi.json", 200, "/schemas/asyncapi.json"));

        assertThat(calls).allSatisfy(this::assertDocumented);
        Set<String> called = calls.stream().map(Call::operation).collect(Collectors.toCollection(TreeSet::new));
        assertThat(called).as("operations that are called").isEqualTo(operations());
    }

    /** An operation, the status that it is to answer with, and what it answered. */
    private record Call(String operation, int status, HttpResponse<String> response) {}

    private Call get(String operation, int status, String path) {
        return new Call("get " + operation, status, sluice.get(path));
    }

    private Set<String> operations() {
        Set<String> all = new TreeSet<>();
        document.path("paths")
                .forEachEntry(
                        (path, methods) -> methods.forEachEntry((method, operation) -> all.add(method + " " + path)));
        return all;
    }

    private void assertDocumented(Call call) {
        String method = call.operation().substring(0, call.operation().indexOf(' '));
        String path = call.operation().substring(method.length() + 1);
        HttpResponse<String> response = call.response();
        assertThat(response.statusCode())
                .as(call.operation() + ": " + response.body())
                .isEqualTo(call.status());

        JsonNode documented = resolved(
                document.path("paths").path(path).path(method).path("responses").path(Integer.toString(call.status())));
        assertThat(documented.isObject()).as(call + " is documented").isTrue();
        if (response.body().isEmpty()) {
            assertThat(documented.has("content")).as(call + " has no body").isFalse();
            return;
        }
        String type = response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        JsonNode content = documented.path("content").path(type);
        assertThat(content.isObject())
                .as(call.operation() + " " + call.status() + " may answer with " + type)
                .isTrue();
        if (type.endsWith("json")) {
            assertThat(schema(content.path("schema")).validate(response.body(), InputFormat.JSON))
                    .as(call.operation() + " " + call.status() + ": " + response.body())
                    .isEmpty();
        }
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    /** Such that what the document doesn't name is a fault, too; but problems have members of their own. */
    private Schema schema(JsonNode of) {
        ObjectNode schema = (ObjectNode) of.deepCopy();
        ObjectNode schemas =
                (ObjectNode) document.path("components").path("schemas").deepCopy();
        schemas.forEachEntry((name, each) -> {
            if (each.has("properties")
                    && !each.has("additionalProperties")
                    && !name.toLowerCase(Locale.ROOT).contains("problem")) {
                ((ObjectNode) each).put("additionalProperties", false);
            }
        });
        schema.set("components", Json.MAPPER.createObjectNode().set("schemas", schemas));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.toString(), InputFormat.JSON);
    }
}
