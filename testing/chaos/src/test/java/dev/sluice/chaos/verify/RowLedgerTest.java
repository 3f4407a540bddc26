package dev.sluice.chaos.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.chaos.report.Violation;
import dev.sluice.chaos.workload.FileRows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowLedgerTest {
    private final List<Violation> found = new ArrayList<>();
    private final RowLedger ledger = new RowLedger(found::add);

    @Test
    void shouldAcceptEachRowOnceBeforeAndAfterTheFileIsAccepted() {
        ledger.valid("f", 2);
        ledger.accepted("f", rows());
        assertThat(ledger.incomplete()).isEqualTo(1);
        ledger.invalid("f", 3);
        ledger.valid("f", 5);

        ledger.finish();

        assertThat(found).isEmpty();
        assertThat(ledger.incomplete()).isZero();
        assertThat(ledger.rows()).isEqualTo(3);
    }

    @Test
    void shouldFindADuplicateRow() {
        ledger.valid("f", 2);
        ledger.valid("f", 2);

        assertThat(found)
                .singleElement()
                .hasToString("file f: rows: expected each row once, found a valid row of line 2 again");
    }

    @Test
    void shouldFindARowThatIsInBothTopics() {
        ledger.valid("f", 2);
        ledger.invalid("f", 2);

        assertThat(found).hasSize(1);
    }

    @Test
    void shouldFindARowInTheWrongTopicOrWithoutALine() {
        ledger.valid("f", 3);
        ledger.invalid("f", 9);
        ledger.accepted("f", rows());
        ledger.valid("f", 4);

        assertThat(found)
                .extracting(Violation::found)
                .containsExactly("a valid row of line 3", "an invalid row of line 9", "a valid row of line 4");
    }

    @Test
    void shouldFindASurplusRowOfACompleteFile() {
        ledger.accepted("f", rows());
        ledger.valid("f", 2);
        ledger.invalid("f", 3);
        ledger.valid("f", 5);
        ledger.valid("f", 5);

        assertThat(found).extracting(Violation::expected).containsExactly("no more rows, for it has all");
    }

    @Test
    void shouldFindLostRows() {
        ledger.accepted("f", rows());
        ledger.valid("f", 5);

        ledger.finish();

        assertThat(found)
                .extracting(Violation::found)
                .containsExactly("1 missing, the first of line 2", "1 missing, the first of line 3");
    }

    /** Valid ones begin on lines 2 and 5, an invalid one on line 3. */
    private static FileRows rows() {
        FileRows rows = new FileRows();
        rows.valid().set(2);
        rows.invalid().set(3);
        rows.valid().set(5);
        return rows;
    }
}
