package dev.sluice.chaos.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.chaos.report.Violation;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileHistoriesTest {
    private static final FileSummary PROCESSING = StatusLedgerTest.summary("f", FileStatus.PROCESSING, 1, 1, 1);
    private static final FileSummary PROCESSED = StatusLedgerTest.summary("f", FileStatus.PROCESSED, 2, 2, 1);

    private final List<Violation> found = new ArrayList<>();
    private final FileHistories histories = new FileHistories(found::add);

    FileHistoriesTest() {
        histories.creating("f", 0);
        histories.created("gateway", "f", 10);
    }

    @Test
    void shouldAcceptAnyPermittedAnswerDuringADeletion() {
        histories.found("a", PROCESSING, 11, 12);
        histories.found("a", PROCESSED, 13, 14);
        histories.deleting("f", 20);
        histories.found("b", PROCESSED, 21, 24);
        histories.missing("a", "f", 21, 25);
        histories.deleted("a", "f", 26);
        histories.missing("b", "f", 27, 28);
        histories.listed("a", List.of(), 27, 28);
        histories.whole("a", List.of(), 27);
        histories.finish();

        assertThat(found).isEmpty();
        assertThat(histories.isDeleted("f")).isTrue();
        assertThat(histories.answers()).isEqualTo(5);
    }

    @Test
    void shouldFindADeletedFileInAStandby() {
        histories.found("a", PROCESSED, 13, 14);
        histories.deleting("f", 20);
        histories.deleted("a", "f", 26);
        histories.found("copy", PROCESSED, 27, 28);

        assertThat(found).singleElement().satisfies(violation -> {
            assertThat(violation.what()).isEqualTo("history, answer of copy");
            assertThat(violation.expected()).contains("404");
        });
    }

    @Test
    void shouldReportARepeatedWrongAnswerOnce() {
        histories.deleting("f", 20);
        histories.deleted("a", "f", 26);
        for (int i = 30; i < 40; i++) {
            histories.found("copy", PROCESSED, i, i + 1);
        }

        assertThat(found).hasSize(1);
    }

    @Test
    void shouldFindAStatusThatAnyInstanceRevokes() {
        histories.found("a", PROCESSED, 3, 14);
        histories.found("b", PROCESSING, 5, 15);
        assertThat(found).as("asked before the end was shown").isEmpty();

        histories.found("b", PROCESSING, 16, 17);
        assertThat(found).singleElement().satisfies(violation -> {
            assertThat(violation.expected()).contains("PROCESSED");
            assertThat(violation.found()).contains("PROCESSING");
        });
    }

    @Test
    void shouldFindADifferentEndInAnyAnswer() {
        histories.found("a", PROCESSED, 3, 6);
        histories.found("b", StatusLedgerTest.summary("f", FileStatus.PROCESSED, 2, 2, 2), 1, 7);

        assertThat(found).hasSize(1);
    }

    @Test
    void shouldFindAListWithADeletedFileOrWithoutAFinishedOne() {
        histories.whole("a", List.of(), 12);
        assertThat(found).as("not seen to have ended").isEmpty();
        histories.found("a", PROCESSED, 13, 14);
        histories.whole("a", List.of(), 13);
        assertThat(found).as("asked before the end was shown").isEmpty();

        histories.whole("a", List.of(), 15);
        assertThat(found).extracting(Violation::found).containsExactly("none");

        histories.deleting("f", 20);
        histories.whole("b", List.of(), 21);
        histories.deleted("a", "f", 26);
        histories.listed("b", List.of(PROCESSED), 27, 28);
        assertThat(found).hasSize(2);
    }

    @Test
    void shouldIgnoreUnknownFiles() {
        histories.listed("a", List.of(StatusLedgerTest.summary("g", FileStatus.PROCESSED, 2, 2, 1)), 1, 2);

        assertThat(found).isEmpty();
    }

    @Test
    void shouldFindAFileThatIsMissing() {
        histories.missing("a", "f", 11, 12);

        assertThat(found).singleElement().satisfies(violation -> assertThat(violation.found())
                .isEqualTo("404"));
    }
}
