package dev.sluice.systemtests.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.systemtests.support.GeneratedCsv;
import dev.sluice.systemtests.support.Repository;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Dashboard and alerts against the metrics that a Sluice really tells, and these against each other. */
@ExtendWith(SharedSluice.class)
class ObservabilityIT {
    private static final Pattern NAME =
            Pattern.compile("\\b(sluice|kafka|http_server|jvm|process|disk)_[a-z_]+(?=[\\s{)\\[]|$)");

    private final SluiceProbe sluice;

    ObservabilityIT(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    @Test
    void shouldReferToExistingMetricsOnly() throws IOException {
        GeneratedCsv file = new GeneratedCsv(41, 5, 0.1);
        sluice.awaitEnd(upload(file, 100));
        Set<String> told = sluice.get("/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("[ {].*", ""))
                .collect(Collectors.toSet());

        assertThat(names(Observability.alerts())).hasSizeGreaterThan(5).isSubsetOf(told);
        assertThat(names(Observability.panels())).hasSizeGreaterThan(10).isSubsetOf(told);
    }

    /** Within one process, in which nothing had to be done twice, the counts are exact. */
    @Test
    void shouldCountExactlyInMetrics() throws IOException {
        awaitIdle();
        double validBefore = sluice.metric("sluice_splitter_rows_total{outcome=\"valid\"}");
        double invalidBefore = sluice.metric("sluice_splitter_rows_total{outcome=\"invalid\"}");
        double partialBefore = sluice.metric("sluice_aggregator_files_ended_total{reason=\"\",status=\"partial\"}");
        double acceptedBefore = sluice.metric("sluice_gateway_uploads_total{code=\"none\",outcome=\"accepted\"}");
        double splitBefore = sluice.metric("sluice_splitter_chunks_total{outcome=\"split\"}");
        double stagesBefore = sluice.metric("sluice_aggregator_stage_seconds_count{stage=\"split\"}");
        double repeatedBefore = sluice.metric("sluice_aggregator_repeated_dropped_total");
        GeneratedCsv file = new GeneratedCsv(42, 5, 0.1);

        sluice.awaitEnd(upload(file, 1_000));

        int valid = file.validLines().cardinality();
        int invalid = file.invalidLines().cardinality();
        assertThat(valid + invalid).isEqualTo(1_000);
        assertThat(sluice.metric("sluice_splitter_rows_total{outcome=\"valid\"}") - validBefore)
                .isEqualTo(valid);
        assertThat(sluice.metric("sluice_splitter_rows_total{outcome=\"invalid\"}") - invalidBefore)
                .isEqualTo(invalid);
        assertThat(sluice.metric("sluice_aggregator_files_ended_total{reason=\"\",status=\"partial\"}") - partialBefore)
                .isOne();
        assertThat(sluice.metric("sluice_gateway_uploads_total{code=\"none\",outcome=\"accepted\"}") - acceptedBefore)
                .isOne();
        assertThat(sluice.metric("sluice_splitter_chunks_total{outcome=\"split\"}") - splitBefore)
                .isOne();
        assertThat(sluice.metric("sluice_aggregator_stage_seconds_count{stage=\"split\"}") - stagesBefore)
                .isOne();
        assertThat(sluice.metric("sluice_aggregator_repeated_dropped_total")).isEqualTo(repeatedBefore);
    }

    @Test
    void shouldDocumentEachAlert() throws IOException {
        String page = Files.readString(Repository.ROOT.resolve("docs/how-to/monitor.md"));

        assertThat(Observability.rules()).hasSizeGreaterThan(5).allSatisfy(rule -> {
            assertThat(((Map<?, ?>) rule.get("annotations")).get("summary")).isInstanceOf(String.class);
            assertThat(((Map<?, ?>) rule.get("labels")).get("severity")).isIn("page", "warn");
            assertThat(page).contains("| `" + rule.get("alert") + "`");
        });
    }

    /** Each service once, where docker-compose.yml has it. */
    @Test
    void shouldScrapeAllServicesOfTheComposeFile() throws IOException {
        String targets = Files.readString(Observability.DIRECTORY.resolve("prometheus.yml"));
        ComposeFile compose = ComposeFile.read("docker-compose.yml");

        for (String service : List.of("ingest-gateway", "row-splitter", "aggregator", "results-api")) {
            String port = compose.environment(service).get("SERVER_PORT");
            assertThat(targets).contains("[\"" + service + ":" + port + "\"]");
        }
    }

    /** Of what other tests have sent, nothing is under way any more. */
    private void awaitIdle() {
        while (lag() > 0) {
            LockSupport.parkNanos(100_000_000);
        }
    }

    private long lag() {
        long lag = 0;
        for (JsonNode stage : sluice.json("/system").path("stages")) {
            lag += stage.path("lag").asLong();
        }
        return lag;
    }

    private String upload(GeneratedCsv file, int rows) throws IOException {
        var csv = new ByteArrayOutputStream();
        file.writeHeader(csv);
        file.writeRows(csv, rows);
        return SluiceProbe.fileId(sluice.uploadRaw("metrics.csv", csv.toByteArray()));
    }

    private static Set<String> names(List<String> expressions) {
        return expressions.stream()
                .flatMap(expression -> NAME.matcher(expression).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
