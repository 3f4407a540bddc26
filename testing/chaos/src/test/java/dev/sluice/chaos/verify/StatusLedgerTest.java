package dev.sluice.chaos.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.chaos.report.Violation;
import dev.sluice.cli.generator.Expected;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FileSummary.Progress;
import dev.sluice.schemas.query.SeriesFigures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusLedgerTest {
    private static final FileSummary PROCESSING = summary(FileStatus.PROCESSING, 1, 1, 1);
    private static final FileSummary PROCESSED = summary(FileStatus.PROCESSED, 2, 2, 1);

    private final List<Violation> found = new ArrayList<>();
    private final StatusLedger ledger = new StatusLedger(found::add);

    StatusLedgerTest() {
        ledger.accepted("f", twoRows());
    }

    @Test
    void shouldAcceptACorrectEnd() {
        assertThat(ledger.answered("a", PROCESSING)).isFalse();
        assertThat(ledger.answered("a", PROCESSED)).isTrue();
        assertThat(ledger.answered("b", PROCESSED)).isFalse();
        ledger.finish();

        assertThat(found).isEmpty();
        assertThat(ledger.open()).isZero();
        assertThat(ledger.hasEnded("f")).isTrue();
    }

    @Test
    void shouldFindAFirstEndThatIsWrong() {
        ledger.answered("a", summary(FileStatus.PROCESSED, 1, 1, 1));

        assertThat(found)
                .extracting(Violation::found)
                .containsExactly("wrong result of file f: valid_rows is to be 2, but is 1");
    }

    @Test
    void shouldFindTotalsThatArentTheSum() {
        ledger.answered("a", summary(FileStatus.PROCESSING, 3, 1, 1));

        assertThat(found).hasSize(1);
    }

    @Test
    void shouldFindAFileThatNeverEnds() {
        ledger.finish();

        assertThat(found).extracting(Violation::found).containsExactly("none");
    }

    @Test
    void shouldNotRequireAnEndOfAFileBeingDeletedButCheckIt() {
        ledger.deleting("f");
        ledger.finish();
        assertThat(found).isEmpty();
        assertThat(ledger.open()).isZero();

        ledger.answered("a", summary(FileStatus.PROCESSED, 1, 1, 1));
        assertThat(found).hasSize(1);
    }

    @Test
    void shouldFindStatisticsThatAreWrong() {
        SeriesFigures figures = new SeriesFigures(2, 8, 8.03, 8.0, 16.0, 0.0, null, null, null);

        ledger.series("a", PROCESSED, twoRows(), Map.of("sensor-0", figures));

        assertThat(found).hasSize(1);
    }

    private static Expected twoRows() {
        Expected expected = new Expected(1);
        expected.addValid(0, 1);
        expected.addValid(0, 3);
        return expected;
    }

    private static FileSummary summary(FileStatus status, long total, long valid, long series) {
        return summary("f", status, total, valid, series);
    }

    static FileSummary summary(String fileId, FileStatus status, long total, long valid, long series) {
        return new FileSummary(
                fileId,
                status,
                !status.terminal(),
                null,
                "upload",
                "sensor-readings",
                "chaos-1.csv",
                null,
                Instant.EPOCH,
                status.terminal() ? Instant.EPOCH.plusSeconds(1) : null,
                status.terminal() ? 1.0 : null,
                null,
                total,
                valid,
                0,
                series,
                null,
                0,
                List.of(),
                new Progress(1, 1, true, 1, 2, valid));
    }
}
