package dev.sluice.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChaosTableTest {
    @Test
    void shouldReportViolationsAndThePathOfTheLogs() {
        ChaosReport report =
                report(List.of(new Violation("f", "rows", "each row once", "line 3 again")), List.of("rebalances"));
        String table = table(report);

        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(table).contains("VIOLATION: file f: rows: expected each row once, found line 3 again");
        assertThat(table).contains("1 violations. Logs and data are in /tmp/x");
        assertThat(table).containsPattern("killed: .* 3 +2.00 +3.00 +3.00");
        assertThat(table).containsPattern("broker killed +0.5 +3.5 +- +- +1.0 +2.0");
    }

    @Test
    void shouldReportEventsThatDidNotHappen() {
        ChaosReport report = report(List.of(), List.of("rebalances"));

        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(table(report)).contains("THE RUN DOESN'T COUNT: no rebalances");
    }

    @Test
    void shouldReportSuccess() {
        ChaosReport report = report(List.of(), List.of());

        assertThat(report.exitCode()).isZero();
        assertThat(table(report)).contains("Every row was there once").doesNotContain("/tmp/x");
    }

    private static ChaosReport report(List<Violation> violations, List<String> notHappened) {
        return new ChaosReport(
                1,
                2,
                "",
                10,
                5,
                List.of("network partitions: no rights"),
                Map.of("uploads sent", 12L),
                Map.of("killed: rows flow again", List.of(1.0, 2.0, 3.0)),
                Map.of("broker killed", Map.of(ProbeKind.UPLOAD, List.of(0.5, 3.5), ProbeKind.ROWS, List.of(1.0, 2.0))),
                notHappened,
                violations.size(),
                violations,
                "/tmp/x");
    }

    private static String table(ChaosReport report) {
        StringWriter text = new StringWriter();
        new ChaosTable(new PrintWriter(text)).write(report);
        return text.toString();
    }
}
