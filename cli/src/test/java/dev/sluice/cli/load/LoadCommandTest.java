package dev.sluice.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.SluiceCommand;
import dev.sluice.cli.generator.GeneratedDataset;
import dev.sluice.client.StubSluice;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LoadCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** A Sluice that gets something wrong. */
    @Test
    void shouldExitWith1AndReportAWrongResult() throws Exception {
        try (StubSluice stub = new StubSluice()) {
            stub.on(
                            "POST /upload?filename=load-0.csv&dataset=sensor-readings&duplicate=allow",
                            202,
                            Map.of("file_id", "1"))
                    .on("GET /status/1?wait=20", 200, StubSluice.summary("1", FileStatus.PROCESSED, "load-0.csv"));

            assertThat(run(
                            "load",
                            "--files",
                            "1",
                            "--rows",
                            "5",
                            "--invalid",
                            "0",
                            "--url",
                            stub.url().toString()))
                    .isEqualTo(1);
        }

        assertThat(out.toString())
                .contains("0 exact, 1 wrong, 0 failed")
                .contains("wrong: wrong result of file 1: valid_rows is to be 5, but is 4");
    }

    @Test
    void shouldExitWith1AndCountFailures() throws Exception {
        try (StubSluice stub = new StubSluice()) {
            for (int i = 0; i < 3; i++) {
                stub.on(
                        "POST /upload?filename=load-" + i + ".csv&dataset=sensor-readings&duplicate=allow",
                        422,
                        Map.of("title", "No", "code", "no"));
            }

            assertThat(run("load", "--files", "3", "--url", stub.url().toString(), "--json"))
                    .isEqualTo(1);
        }

        assertThat(Json.MAPPER.readTree(out.toString()).at("/failed/No (no)").asInt())
                .isEqualTo(3);
        assertThat(err.toString()).contains("load: 3 of 3 files");
    }

    @ParameterizedTest
    @CsvSource({"p99<2s, 99, 2000", "p50 < 500ms, 50, 500", "max<1.5s, 100, 1500", "p99.9<1ms, 99.9, 1"})
    void shouldReadThresholds(String text, double percentile, long millis) {
        assertThat(new LoadThreshold.Argument().convert(text))
                .isEqualTo(new LoadThreshold(percentile, Duration.ofMillis(millis)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "p99", "99<2s", "p99>2s", "p100<2s", "p99<2", "avg<1s"})
    void shouldRefuseAnInvalidThreshold(String text) {
        assertThat(run("load", "--threshold", text)).isEqualTo(2);

        assertThat(err.toString()).contains("expected a threshold such as p99<2s or max<500ms");
    }

    @Test
    void shouldComputePercentilesOverAllFiles() {
        LoadReport report = new LoadReport(plan(100, 50, null, true));
        for (int i = 1; i <= 100; i++) {
            report.answered(202);
            report.accepted(i * 1_000_000L);
            report.exact(i * 10_000_000L);
        }
        report.took(2_000_000_000L);

        assertThat(report.text()).isEqualTo("""
                        100 files of 50 rows, 10 at once: 100 exact, 0 wrong, 0 failed
                        2.00 s, 50.0 files/s, 2,500 rows/s; answers: 100 × 202

                        from the beginning     p50     p90     p99       max
                        to the 202           50 ms   90 ms   99 ms    100 ms
                        to the end          500 ms  900 ms  990 ms  1,000 ms
                        """);
        assertThat(report.missed(List.of(threshold("p99<991ms"), threshold("max<1s"), threshold("p50<500ms"))))
                .containsExactly("max<1000ms is missed: 1,000 ms", "p50<500ms is missed: 500 ms");
    }

    @Test
    void shouldMissEveryThresholdIfNoFileEnded() {
        LoadReport report = new LoadReport(plan(1, 1, null, true));

        assertThat(report.missed(List.of(threshold("max<1s")))).containsExactly("max<1000ms is missed: no file ended");
    }

    @Test
    void shouldStartFilesAtTheRequestedRate() {
        LoadPlan plan = plan(10, 1, 4.0, true);

        assertThat(plan.startNanos(0)).isZero();
        assertThat(plan.startNanos(6)).isEqualTo(1_500_000_000L);
    }

    @Test
    void shouldCheckThresholdsOfUploadsWithNoWait() {
        LoadReport report = new LoadReport(plan(20, 50, null, false));
        for (int i = 1; i <= 18; i++) {
            report.answered(202);
            report.accepted(i * 1_000_000L);
        }
        report.answered(422);
        report.answered(422);
        report.refused();
        report.refused();
        report.took(1_000_000_000L);

        assertThat(report.done()).isEqualTo(20);
        assertThat(report.text())
                .contains("18 taken, 2 refused as they must be, 0 wrong, 0 failed")
                .contains("answers: 18 × 202, 2 × 422")
                .doesNotContain("to the end");
        assertThat(report.missed(List.of(threshold("p50<10ms"), threshold("max<18ms"))))
                .containsExactly("max<18ms is missed: 18 ms");
    }

    @Test
    void shouldAlternateBetweenFilesToRefuseAndFilesToFail() {
        LoadPlan plan = new LoadPlan(100, 1, GeneratedDataset.SENSOR_READINGS, 10, 0, true, true, null, 1);

        assertThat(plan.fate(0)).isEqualTo(LoadPlan.Fate.RESULT);
        assertThat(plan.fate(9)).isEqualTo(LoadPlan.Fate.REFUSAL);
        assertThat(plan.fate(19)).isEqualTo(LoadPlan.Fate.FAILURE);
        assertThat(plan(100, 10, null, true).fate(9)).isEqualTo(LoadPlan.Fate.RESULT);
    }

    @Test
    void shouldReportAnAcceptedFileThatHadToBeRefused() throws Exception {
        try (StubSluice stub = new StubSluice()) {
            for (int i = 0; i < 10; i++) {
                stub.on(
                        "POST /upload?filename=load-" + i + ".csv&dataset=song-plays&duplicate=allow",
                        202,
                        Map.of("file_id", "1"));
            }

            assertThat(run(
                            "load",
                            "--files",
                            "10",
                            "--size",
                            "small",
                            "--dataset",
                            "song-plays",
                            "--errors",
                            "--no-wait",
                            "--url",
                            stub.url().toString()))
                    .isEqualTo(1);
        }

        assertThat(out.toString())
                .contains("9 taken, 1 wrong, 0 failed")
                .contains("wrong: load-9.csv has none of its columns and was to be refused, but: it is file 1");
    }

    private static LoadPlan plan(int files, long rows, Double rate, boolean waits) {
        return new LoadPlan(files, 10, GeneratedDataset.SENSOR_READINGS, rows, 0, false, waits, rate, 1);
    }

    private static LoadThreshold threshold(String text) {
        return new LoadThreshold.Argument().convert(text);
    }

    private int run(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        CommandLine line = SluiceCommand.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(all.toArray(String[]::new));
    }
}
