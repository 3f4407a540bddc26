package dev.sluice.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.benchmarks.pipeline.report.Figure;
import dev.sluice.benchmarks.pipeline.report.Report;
import dev.sluice.benchmarks.pipeline.report.ReportJson;
import dev.sluice.benchmarks.pipeline.report.ReportTable;
import dev.sluice.cli.generator.FileRecipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run as {@code ./sluice bench} makes it, with few rows: that it measures all and that all is exact, not how fast.
 */
class PipelineBenchmarkTest {
    private static final Plan SMALL = new Plan(
            new FileRecipe(7, 3_000, 10, 0.05),
            1,
            2_000,
            0,
            1,
            1,
            3,
            100,
            List.of(new Burst(10, 50, 5, 500), new Burst(3, 1_000, 3, 300)),
            new FileRecipe(6, 400, 200, 0),
            List.of(),
            List.of());

    /** As the launcher does it, without building. Each lives so shortly that the second compiler is only in its way. */
    private static final List<String> SLUICE = List.of(
            "sh",
            "-c",
            "exec \"$0\" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 $JAVA_OPTS -cp \"$@\"",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            System.getProperty("java.class.path"),
            "dev.sluice.cli.SluiceCommand");

    @Test
    void shouldMeasureEveryFigureFromExactResults(@TempDir Path directory) throws IOException, InterruptedException {
        List<String> progress = new ArrayList<>();

        Report report = new PipelineBenchmark(SMALL, SLUICE, progress::add).run();

        assertThat(report.figures())
                .extracting(Figure::name)
                .contains(
                        "producer",
                        "consumer",
                        "log-ceiling",
                        "end-to-end",
                        "end-to-end-cold",
                        "ready",
                        "chunk-producer",
                        "gateway",
                        "splitter",
                        "no-op-streams",
                        "aggregator",
                        "allocated",
                        "small-file-p50",
                        "small-file-p99",
                        "files-of-50-rows",
                        "files-of-1000-rows",
                        "many-sensors")
                .doesNotHaveDuplicates();
        assertThat(report.figures())
                .allSatisfy(figure -> assertThat(figure.spread().min()).isPositive());
        assertThat(progress).isNotEmpty();
        assertThat(table(report))
                .contains("of log-ceiling", ">= 0.50", "not measured: no part of --quick", "Every result was exact.");
        JsonNode json = json(report, directory.resolve("bench.json"));
        assertThat(json.path("figures").size()).isEqualTo(report.figures().size());
        assertThat(json.path("unmeasured").size()).isEqualTo(2);
        assertThat(json.path("setting").path("rows").asLong()).isEqualTo(3_000);
    }

    private static String table(Report report) {
        StringWriter text = new StringWriter();
        new ReportTable(new PrintWriter(text)).write(report);
        return text.toString();
    }

    private static JsonNode json(Report report, Path file) {
        ReportJson.write(report, file);
        return JsonMapper.shared().readTree(file);
    }
}
