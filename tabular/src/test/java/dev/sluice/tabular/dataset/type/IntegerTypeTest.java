package dev.sluice.tabular.dataset.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.Field.Violation;
import dev.sluice.tabular.dataset.document.Documents;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntegerTypeTest {
    private static final Field INTEGER = Documents.field("\"type\": \"integer\"");
    private static final Field GROUPED = Documents.field("\"type\": \"integer\", \"groupChar\": \"'\"");

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "+7, 7",
        "007, 7",
        "-12, -12",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "00000000000000000000000000000000001, 1",
    })
    void shouldReadWholeNumbers(String cell, String text) {
        assertThat(INTEGER.parse(cell)).isEqualTo(Long.valueOf(text));
        assertThat(Documents.outcome(INTEGER, cell)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "1e3",
                "9223372036854775808",
                "-9223372036854775809",
                "1,000",
                "+",
                "-",
                "--1",
                "+-1",
                "0x10",
                "١٢",
                "５",
                "1L",
                " 1",
                "one"
            })
    void shouldRefuseAllElse(String cell) {
        assertThat(INTEGER.parse(cell)).isNull();
        assertThat(INTEGER.violations(cell))
                .containsExactly(new Violation(
                        "type-error", "expected a whole number of at most 64 bits, found \"" + cell + '"'));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"100'000, 100000", "-1'234'567, -1234567", "5, 5"})
    void shouldReadGroups(String cell, String text) {
        assertThat(Documents.outcome(GROUPED, cell)).isEqualTo(text);
        assertThat(GROUPED.canonical().parse(cell) == null).isEqualTo(cell.contains("'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1'5", "'100", "100'", "1''000", "1000'000"})
    void shouldRefuseOtherGroups(String cell) {
        assertThat(GROUPED.violations(cell))
                .containsExactly(new Violation(
                        "type-error",
                        "expected a whole number of at most 64 bits such as 1'234, found \"" + cell + '"'));
    }
}
