package dev.sluice.systemtests.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.ApiRequests;
import dev.sluice.client.RawClient;
import dev.sluice.schemas.document.ContractDocument;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import dev.sluice.testing.contract.ApiContract;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls each operation of the OpenAPI document. {@link SluiceProbe} compares every answer with the document. */
@ExtendWith(SharedSluice.class)
class OpenApiIT {
    private static final String CSV =
            "timestamp,sensor_id,value\n2026-11-01T00:00:00Z,boiler,1.5\n2026-11-01T00:01:00Z,boiler,hot\n";
    private static final String READING = "{\"time_stamp\": \"2026-11-01T06:00:00Z\", \"data\": [0, 2]}";

    private static final String[] PART = {"Content-Type", "application/offset+octet-stream"};

    private final SluiceProbe sluice;

    OpenApiIT(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    @Test
    void shouldServeTheWholeDocument() {
        assertThat(sluice.json("/openapi.json")).isEqualTo(ContractDocument.OPENAPI.json());
    }

    @Test
    void shouldAnswerEachOperationAsTheDocumentSays() {
        String id = SluiceProbe.fileId(sluice.uploadRaw("openapi.csv", CSV.getBytes(UTF_8)));
        sluice.awaitEnd(id);
        String measurement = SluiceProbe.fileId(sluice.post("/ingest", "application/json", READING.getBytes(UTF_8)));
        sluice.awaitEnd(measurement);
        String gone = SluiceProbe.fileId(sluice.uploadRaw("gone.csv", CSV.getBytes(UTF_8)));
        sluice.awaitEnd(gone);

        HttpResponse<String> created = tus("POST", "/uploads", "", "Upload-Length", "1000");
        String upload = created.headers().firstValue("Location").orElseThrow();

        List<Call> calls = List.of(
                new Call("POST /upload", 202, sluice.uploadRaw("a.csv", CSV.getBytes(UTF_8))),
                new Call("POST /upload", 200, sluice.post("/upload?dry_run=true", "text/csv", CSV.getBytes(UTF_8))),
                new Call("POST /upload", 422, sluice.post("/upload", "text/csv", "a,b\n1,2\n".getBytes(UTF_8))),
                new Call("POST /upload", 409, sluice.post("/upload?duplicate=refuse", "text/csv", CSV.getBytes(UTF_8))),
                new Call(
                        "POST /datasets/proposal",
                        200,
                        sluice.post("/datasets/proposal?filename=a.csv", "text/csv", CSV.getBytes(UTF_8))),
                new Call(
                        "POST /datasets/proposal", 422, sluice.post("/datasets/proposal", "text/csv", new byte[] {10})),
                new Call("POST /ingest", 202, sluice.post("/ingest", "application/json", READING.getBytes(UTF_8))),
                new Call(
                        "POST /ingest",
                        422,
                        sluice.post("/ingest?dataset=none", "application/json", "{}".getBytes(UTF_8))),
                new Call("OPTIONS /uploads", 204, tus("OPTIONS", "/uploads", "")),
                new Call("POST /uploads", 201, created),
                new Call("POST /uploads", 422, tus("POST", "/uploads?header=maybe", "", "Upload-Length", "1")),
                new Call("HEAD /uploads/{id}", 200, tus("HEAD", upload, "")),
                new Call("HEAD /uploads/{id}", 404, tus("HEAD", "/uploads/none", "")),
                new Call("PATCH /uploads/{id}", 409, tus("PATCH", upload, "a", PART[0], PART[1], "Upload-Offset", "5")),
                new Call("PATCH /uploads/{id}", 204, tus("PATCH", upload, "a", PART[0], PART[1], "Upload-Offset", "0")),
                new Call("POST /uploads/{id}", 400, tus("POST", upload, "")),
                new Call("DELETE /uploads/{id}", 204, tus("DELETE", upload, "")),
                new Call("DELETE /uploads/{id}", 410, tus("DELETE", upload, "")),
                get("/status/{id}", 200, "/status/" + id),
                get("/status/{id}", 404, "/status/none"),
                get("/status/{id}", 400, "/status/" + id + "?wait=long"),
                get("/results/{id}", 200, "/results/" + id),
                get("/results/{id}", 404, "/results/none"),
                get("/results/{id}", 400, "/results/" + id + "?limit=0"),
                get("/results/{id}.csv", 200, "/results/" + id + ".csv"),
                get("/results/{id}.csv", 404, "/results/none.csv"),
                get("/results/{id}/parts", 200, "/results/" + id + "/parts"),
                get("/results/{id}/parts", 404, "/results/none/parts"),
                get("/results/{id}/parts", 400, "/results/" + id + "/parts?max_bytes=1"),
                get("/results/{id}/profiles", 200, "/results/" + id + "/profiles?limit=2"),
                get("/results/{id}/profiles", 404, "/results/none/profiles"),
                get("/results/{id}/series/{key}/profile", 200, "/results/" + id + "/series/boiler/profile"),
                get("/results/{id}/series/{key}/profile", 404, "/results/" + id + "/series/none/profile"),
                get("/results/{id}/windows", 200, "/results/" + id + "/windows?series=boiler&from=2026-01-01"),
                get("/results/{id}/windows", 404, "/results/none/windows"),
                get("/results/{id}/windows", 400, "/results/" + id + "/windows?to=noon"),
                get("/results/{id}/windows.csv", 200, "/results/" + id + "/windows.csv"),
                get("/results/{id}/windows.csv", 404, "/results/none/windows.csv"),
                get("/datasets/{name}/windows", 200, "/datasets/sensor-readings/windows?series=boiler"),
                get("/datasets/{name}/windows", 400, "/datasets/sensor-readings/windows"),
                get("/datasets/{name}/windows", 404, "/datasets/none/windows?series=boiler"),
                get("/results/{id}/rejects", 200, "/results/" + id + "/rejects"),
                get("/results/{id}/rejects", 404, "/results/none/rejects"),
                get("/results/{id}/rejects.csv", 200, "/results/" + id + "/rejects.csv"),
                get("/files", 200, "/files?limit=3"),
                get("/files", 400, "/files?cursor=broken"),
                new Call("DELETE /files/{id}", 204, sluice.delete("/files/" + gone)),
                new Call("DELETE /files/{id}", 404, sluice.delete("/files/none")),
                get("/session", 200, "/session"),
                new Call("POST /session", 404, sluice.post("/session", "application/json", "{}".getBytes(UTF_8))),
                new Call(
                        "POST /session/first-operator",
                        404,
                        sluice.post("/session/first-operator", "application/json", "{}".getBytes(UTF_8))),
                new Call("DELETE /session", 204, sluice.delete("/session")),
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
                get("/operations/clients", 200, "/operations/clients"),
                get("/operations/quotas", 200, "/operations/quotas"),
                get("/operations/refusals", 200, "/operations/refusals"),
                get("/operations/audit", 200, "/operations/audit?limit=2"),
                get("/operations/audit", 400, "/operations/audit?limit=0"),
                get("/schemas", 200, "/schemas"),
                get("/schemas/{name}.json", 200, "/schemas/invalid-row.json"),
                get("/schemas/{name}.json", 404, "/schemas/none.json"),
                get("/schemas/examples/{name}.json", 200, "/schemas/examples/invalid-row.stream.json"),
                get("/schemas/asyncapi.yaml", 200, "/schemas/asyncapi.yaml"),
                get("/schemas/asyncapi.json", 200, "/schemas/asyncapi.json"));

        assertThat(calls).allSatisfy(call -> assertThat(call.response().statusCode())
                .as(call.operation() + ": " + call.response().body())
                .isEqualTo(call.status()));
        Set<String> called = calls.stream().map(Call::operation).collect(Collectors.toCollection(TreeSet::new));
        assertThat(called)
                .as("operations that are called")
                .isEqualTo(ApiContract.written().operations());
    }

    /** An operation, the status that it is to answer with, and what it answered. */
    private record Call(String operation, int status, HttpResponse<String> response) {}

    /** A request of the protocol tus. */
    private HttpResponse<String> tus(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = new ApiRequests(sluice.url())
                .get(path)
                .header("Tus-Resumable", "1.0.0")
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return ApiContract.written()
                .verify(new RawClient(Duration.ofSeconds(10))
                        .sendAsync(request.build(), BodyHandlers.ofString())
                        .join());
    }

    private Call get(String path, int status, String target) {
        return new Call("GET " + path, status, sluice.get(target));
    }
}
