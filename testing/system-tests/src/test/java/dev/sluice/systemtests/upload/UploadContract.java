package dev.sluice.systemtests.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.systemtests.support.Reference;
import dev.sluice.systemtests.support.SluiceProbe;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The path of one file, over HTTP from end to end, whatever broker is behind it. */
abstract class UploadContract {
    private static final String HEADER = "timestamp,sensor_id,value\n";

    private final SluiceProbe sluice;
    private final Reference reference = new Reference();

    UploadContract(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    @Test
    void shouldProcessARawUploadToTheExactResult() {
        HttpResponse<String> accepted =
                sluice.uploadRaw("raw.csv", readings(500).getBytes(UTF_8));
        String id = SluiceProbe.fileId(accepted);
        assertThat(accepted.headers().firstValue("Location")).contains("/status/" + id);

        FileSummary end = sluice.awaitEnd(id);

        assertThat(end.status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(end.provisional()).isFalse();
        assertThat(end.filename()).isEqualTo("raw.csv");
        assertThat(end.totalRows()).isEqualTo(500);
        assertThat(end.validRows()).isEqualTo(500);
        assertThat(end.invalidRows()).isZero();
        reference.assertEquals(sluice.json("/results/" + id).path("aggregated_data"));
    }

    @Test
    void shouldProcessAFormUploadWithInvalidRowsToAPartialResult() {
        String csv = readings(100) + "2026-11-01T00:00:00Z,s-1,warm\n" + "not a time,,NaN\n";
        String id = SluiceProbe.fileId(sluice.uploadForm("form.csv", csv));

        FileSummary end = sluice.awaitEnd(id);

        assertThat(end.status()).isEqualTo(FileStatus.PARTIAL);
        assertThat(end.filename()).isEqualTo("form.csv");
        assertThat(end.totalRows()).isEqualTo(102);
        assertThat(end.invalidRows()).isEqualTo(2);
        assertThat(end.errors().stream()
                        .mapToLong(FileSummary.ErrorCount::count)
                        .sum())
                .isEqualTo(4);
        reference.assertEquals(sluice.json("/results/" + id).path("aggregated_data"));
    }

    @Test
    void shouldFindAFileOnceItIsAccepted() {
        for (int i = 0; i < 10; i++) {
            String id = SluiceProbe.fileId(
                    sluice.uploadRaw("at-once.csv", readings(1).getBytes(UTF_8)));
            assertThat(sluice.get("/status/" + id).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldPageThroughSensorsAndReturnThemAllAsCsv() {
        String id =
                SluiceProbe.fileId(sluice.uploadRaw("pages.csv", readings(200).getBytes(UTF_8)));
        sluice.awaitEnd(id);
        List<String> sensors = new ArrayList<>();
        JsonNode page = sluice.json("/results/" + id + "?limit=3");
        page.path("aggregated_data").propertyNames().forEach(sensors::add);
        while (page.hasNonNull("next_cursor")) {
            page = sluice.json("/results/" + id + "?limit=3&cursor="
                    + page.path("next_cursor").asString());
            page.path("aggregated_data").propertyNames().forEach(sensors::add);
        }
        assertThat(sensors).containsExactly("s-0", "s-1", "s-2", "s-3", "s-4", "s-5", "s-6");

        HttpResponse<String> csv = sluice.get("/results/" + id + ".csv");

        assertThat(csv.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
        assertThat(csv.body().lines().map(line -> line.substring(0, line.indexOf(','))))
                .containsExactly("sensor_id", "s-0", "s-1", "s-2", "s-3", "s-4", "s-5", "s-6");
    }

    @Test
    void shouldListFilesNewestFirst() {
        String first =
                SluiceProbe.fileId(sluice.uploadRaw("older.csv", readings(1).getBytes(UTF_8)));
        sluice.awaitEnd(first);
        String second =
                SluiceProbe.fileId(sluice.uploadRaw("newer.csv", readings(1).getBytes(UTF_8)));
        sluice.awaitEnd(second);
        List<String> ids = new ArrayList<>();
        sluice.json("/files?limit=1000")
                .path("files")
                .forEach(file -> ids.add(file.path("file_id").asString()));
        assertThat(ids).containsSubsequence(second, first);
    }

    @Test
    void shouldRefuseAWrongHeaderAndReportMissingColumns() {
        assertProblem(sluice.uploadRaw("wrong.csv", "time,value\n1,2\n".getBytes(UTF_8)), 422, "missing-column")
                .contains("timestamp", "sensor_id");
    }

    @Test
    void shouldAnswer404ForAnUnknownFile() {
        assertProblem(sluice.get("/status/no-such-file"), 404, "unknown-file").contains("no-such-file");
        assertProblem(sluice.get("/results/no-such-file"), 404, "unknown-file").contains("no-such-file");
    }

    @Test
    void shouldBeHealthyInAllComponents() {
        JsonNode health = sluice.json("/health");
        assertThat(health.path("status").asString()).isEqualTo("UP");
        assertThat(health.path("components").propertyNames()).contains("gateway", "splitter", "aggregator", "results");
        assertThat(sluice.json("/readyz").path("status").asString()).isEqualTo("UP");
        assertThat(sluice.json("/livez").path("status").asString()).isEqualTo("UP");
    }

    @Test
    void shouldShowMetricsAndDocs() {
        assertThat(sluice.get("/metrics").body()).contains("sluice_gateway_", "sluice_splitter_", "jvm_memory_used");
        HttpResponse<String> docs = sluice.get("/docs");
        assertThat(docs.statusCode()).isIn(200, 302);
        assertThat(sluice.json("/openapi.json").path("paths").propertyNames())
                .contains("/upload", "/status/{id}", "/results/{id}", "/files");
    }

    /** Rows of seven sensors, whose values are added to the reference. */
    private String readings(int rows) {
        Random random = new Random(rows);
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i < rows; i++) {
            String sensor = "s-" + i % 7;
            double value = 1e6 + random.nextGaussian();
            reference.add(sensor, value);
            csv.append("2026-11-01T00:00:00Z,")
                    .append(sensor)
                    .append(',')
                    .append(value)
                    .append('\n');
        }
        return csv.toString();
    }

    private static AbstractStringAssert<?> assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = Json.MAPPER.readTree(response.body());
        assertThat(problem.path("code").asString()).isEqualTo(code);
        return assertThat(problem.path("detail").asString());
    }
}
